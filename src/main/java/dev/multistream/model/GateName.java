package dev.multistream.model;

/** The name of a gate as written under {@code gates}. */
public record GateName(String value) implements Comparable<GateName> {
    public GateName {
        Names.requireId("gate", value);
    }

    @Override
    public int compareTo(GateName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
