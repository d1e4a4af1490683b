package dev.multistream.config;

/** A position in a document: line and column count from 1, columns in code points. */
public record Spot(int line, int column) {
    static final Spot START = new Spot(1, 1);
}
