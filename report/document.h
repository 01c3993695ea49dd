// A report as a value: sections of paragraphs, tables and figures, in reading order. What an options report says is put
// together in report/sections, what a session's says in viz/explorer/figures; how it looks is up to the writers: html.h
// (and pdf.h, which prints that page), workbook.h. All text is plain and not trusted: names and notes come from
// scenario files. Writers escape it.
#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "viz/figure/figure.h"

namespace concord::report {

enum class Emphasis {
    kPlain,
    kLead,     // the sentence that somebody with two minutes reads
    kNote,     // how to read what stands above
    kWarning,  // what must not be overlooked
};
struct Paragraph {
    std::string text;
    Emphasis emphasis = Emphasis::kPlain;
};

struct Bullets {
    std::vector<std::string> items{};
    bool numbered = false;
};

// Words and what they mean; keys and their values.
struct Terms {
    std::vector<std::pair<std::string, std::string>> terms{};
};

// Text as a program reads it, line by line: a log, a script.
struct Listing {
    std::string text;
};

// What a cell says at a glance; shown by a sign and words as well as by colour.
enum class Tone { kNone, kGain, kHarm, kUnsure, kSmall, kNotModelled };
std::string words_of(Tone tone);  // "cannot say"; empty for kNone

struct Cell {
    std::string text;                                          // as people read it; empty: nothing to say
    double number = std::numeric_limits<double>::quiet_NaN();  // what it is sorted by, and what a workbook holds
    Tone tone = Tone::kNone;

    Cell(std::string words = {}, Tone of = Tone::kNone) : text(std::move(words)), tone(of) {}
    Cell(const char* words) : text(words) {}
    Cell(std::string words, double value, Tone of = Tone::kNone) : text(std::move(words)), number(value), tone(of) {}
    bool is_number() const { return !std::isnan(number); }
};

struct Column {
    std::string title;   // short; with its unit where cells are numbers
    bool right = false;  // numbers, aligned
    bool heads_row = false;
};

struct Row {
    std::vector<Cell> cells;  // as many as columns
    // What a reader may filter by; empty: shown whatever is chosen.
    std::string outcome{}, district{};
};

struct Table {
    std::string id;       // letters, digits and dashes; unique in the report; the name of a sheet
    std::string caption;  // says what is seen
    std::vector<Column> columns{};
    std::vector<Row> rows{};
    std::string note{};     // how it is to be read
    bool appendix = false;  // long: folded until asked for on a screen, whole in print
};

struct Figure {
    std::string id;
    figure::Figure figure;
    double width = 720, least_height = 240;
};

using Block = std::variant<Paragraph, Bullets, Terms, Listing, Table, Figure>;

struct Section {
    std::string id;     // letters, digits and dashes; unique
    std::string title;  // in the list of contents and the bookmarks
    int level = 2;      // 2: a chapter, on a new page in print; 3: a part of the chapter before it
    std::vector<Block> blocks{};
};

struct Document {
    std::string title{};     // of the page and its first heading
    std::string subtitle{};  // what was compared with what, and from when to when
    std::string caveat{};    // at the foot of every page
    std::string language = "en-GB";
    bool brief = false;  // printed without the numbers behind its figures, which stand in the workbook
    std::vector<std::pair<std::string, std::string>> made_of{};  // version, commit, seeds: the line every page carries
    std::vector<std::string> outcomes{}, districts{};            // that rows may be filtered by, in order
    std::vector<Section> sections{};                             // the first is page one
};

// What makes a document impossible to write (ids that are not unique or hold other letters, rows of the wrong length,
// figures with problems), as sentences; empty when nothing does. Writers refuse a document with problems.
std::vector<std::string> check(const Document& document);

}  // namespace concord::report
