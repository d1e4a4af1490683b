package dev.multistream.model;

/** A position in a text file; line and column count from 1, columns in code points. */
public record Place(String file, int line, int column) {
    public Place {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line and column count from 1");
        }
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
