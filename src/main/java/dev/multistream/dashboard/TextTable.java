package dev.multistream.dashboard;

import java.util.ArrayList;
import java.util.List;

/** Cells in columns that fit a width: where they do not, the widest column gives way, its texts cut with "…". */
final class TextTable {
    /** A text as it is measured, and as it is written (with colours). */
    record Cell(String text, java.util.function.UnaryOperator<String> paint) {
        Cell(String text) {
            this(text, same -> same);
        }
    }

    private static final String GAP = "  ";
    private static final int LEAST = 6;

    private final Ink ink;
    private final List<List<Cell>> rows = new ArrayList<>();

    TextTable(Ink ink, String... columns) {
        this.ink = ink;
        row(java.util.Arrays.stream(columns)
                .map(name -> new Cell(name, ink::dim))
                .toList());
    }

    void row(List<Cell> cells) {
        rows.add(List.copyOf(cells));
    }

    List<String> lines(int width) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                Cell cell = row.get(i);
                String cut = cut(cell.text(), widths[i]);
                line.append(cell.paint().apply(cut));
                if (i < row.size() - 1) {
                    line.append(" ".repeat(widths[i] - width(cut))).append(GAP);
                }
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int[] widths(int width) {
        int[] widths = new int[rows.get(0).size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i).text()));
            }
        }
        int free = width - GAP.length() * (widths.length - 1);
        while (java.util.Arrays.stream(widths).sum() > free) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= LEAST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        String mark = ink.own("…");
        StringBuilder cut = new StringBuilder();
        int used = mark.length();
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int wide = width(point);
            if (used + wide > columns) {
                break;
            }
            cut.appendCodePoint(point);
            used += wide;
            i += Character.charCount(point);
        }
        return cut + mark;
    }

    /** Terminal columns of a text. */
    static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    /** Columns of a character by UAX #11, as far as blocks decide it: wide ones two, marks none. */
    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = point >= 0x1100 && point <= 0x115f
                || point >= 0x2e80 && point <= 0xa4cf
                || point >= 0xac00 && point <= 0xd7a3
                || point >= 0xf900 && point <= 0xfaff
                || point >= 0xfe30 && point <= 0xfe6f
                || point >= 0xff00 && point <= 0xff60
                || point >= 0xffe0 && point <= 0xffe6
                || point >= 0x1f300 && point <= 0x1faff
                || point >= 0x20000 && point <= 0x3fffd;
        return wide ? 2 : 1;
    }
}
