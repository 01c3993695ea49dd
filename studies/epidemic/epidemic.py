#!/usr/bin/env python3
"""An outbreak among 500, by chance alone: the model of studies/epidemic.

usage: epidemic.py GIVEN RESULTS    runs to make (run, seed, condition, beta, gamma, contacts) and what they gave
"""

import csv
import random
import sys

PEOPLE, FIRST, DAYS = 500, 5, (14, 28, 56)


def outbreak(beta, gamma, contacts, seed):
    """Give how many were infected by each of DAYS."""
    chance = random.Random(seed)
    susceptible, infectious, by_day = PEOPLE - FIRST, FIRST, []
    for day in range(1, max(DAYS) + 1):
        infection = 1 - (1 - beta * contacts / PEOPLE) ** infectious
        infected = sum(chance.random() < infection for _ in range(susceptible))
        recovered = sum(chance.random() < gamma for _ in range(infectious))
        susceptible -= infected
        infectious += infected - recovered
        if day in DAYS:
            by_day.append(PEOPLE - susceptible)
    return by_day


def main():
    given, results = sys.argv[1:]
    with open(given, newline="", encoding="utf-8") as source, open(results, "w", encoding="utf-8") as out:
        print("run,time,cases", file=out)
        for row in csv.DictReader(source):
            cases = outbreak(float(row["beta"]), float(row["gamma"]), float(row["contacts"]), int(row["seed"]))
            for day, number in zip(DAYS, cases):
                print(f"{row['run']},{day},{number}", file=out)


if __name__ == "__main__":
    main()
