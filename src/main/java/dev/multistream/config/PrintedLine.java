package dev.multistream.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A source line as a terminal can show it: tabs as spaces, control characters visible, cut to a width.
 *
 * @param caret how many columns stand before the place that matters
 */
record PrintedLine(String text, int caret) {
    private static final int TAB = 4;

    /** What one character looks like and how many columns it takes. */
    private record Cell(String shown, int width) {}

    /**
     * The part of a line around one character.
     *
     * @param index the character that matters, in code points from 0
     * @param width the columns there are
     */
    static PrintedLine around(String line, int index, int width) {
        // Only a window of the line is looked at, for it may be as long as the file.
        int length = line.codePointCount(0, line.length());
        int from = Math.max(0, Math.min(index, length) - width);
        int to = Math.min(length, Math.min(index, length) + width);
        List<Cell> cells = cells(line.substring(line.offsetByCodePoints(0, from), line.offsetByCodePoints(0, to)));
        int caretCell = Math.min(index - from, cells.size());
        int first = 0;
        while (columns(cells, first, caretCell) > width * 2 / 3) {
            first++;
        }
        boolean cutLeft = from + first > 0;
        int caret = columns(cells, first, caretCell) + (cutLeft ? 1 : 0);
        StringBuilder text = new StringBuilder(cutLeft ? "…" : "");
        int used = cutLeft ? 1 : 0;
        int next = first;
        while (next < cells.size() && used + cells.get(next).width() <= width - 1) {
            text.append(cells.get(next).shown());
            used += cells.get(next).width();
            next++;
        }
        boolean fits = to == length && columns(cells, next, cells.size()) <= width - used;
        if (fits) {
            cells.subList(next, cells.size()).forEach(cell -> text.append(cell.shown()));
        } else {
            text.append('…');
        }
        return new PrintedLine(text.toString().stripTrailing(), caret);
    }

    /** The text with everything visible that could steer a terminal. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .forEach(codePoint ->
                        shown.append(codePoint == '\t' ? " " : cell(codePoint).shown()));
        return shown.toString();
    }

    private static List<Cell> cells(String text) {
        List<Cell> cells = new ArrayList<>();
        int column = 0;
        for (int codePoint : text.codePoints().toArray()) {
            Cell cell = codePoint == '\t' ? blank(TAB - column % TAB) : cell(codePoint);
            cells.add(cell);
            column += cell.width();
        }
        return cells;
    }

    private static Cell blank(int width) {
        return new Cell(" ".repeat(width), width);
    }

    private static int columns(List<Cell> cells, int from, int to) {
        int columns = 0;
        for (int i = from; i < to; i++) {
            columns += cells.get(i).width();
        }
        return columns;
    }

    private static Cell cell(int codePoint) {
        if (codePoint < 0x20) {
            return new Cell(Character.toString(0x2400 + codePoint), 1);
        }
        if (codePoint == 0x7f) {
            return new Cell("\u2421", 1);
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> named(codePoint);
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> new Cell(Character.toString(codePoint), 0);
            default -> new Cell(Character.toString(codePoint), isWide(codePoint) ? 2 : 1);
        };
    }

    private static Cell named(int codePoint) {
        String name = "<U+%04X>".formatted(codePoint);
        return new Cell(name, name.length());
    }

    /** The ranges of East Asian wide characters and emoji that terminals show in two columns (Unicode TR 11). */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1F64F)
                || (c >= 0x1F680 && c <= 0x1F6FF)
                || (c >= 0x1F900 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }
}
