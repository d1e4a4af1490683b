package dev.multistream.model;

/** The name of a stream as written under {@code streams}; unique ignoring case. */
public record StreamId(String value) implements Comparable<StreamId> {
    public StreamId {
        Names.requireId("stream", value);
    }

    @Override
    public int compareTo(StreamId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
