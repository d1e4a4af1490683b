package dev.multistream.model;

/** The name of a checkpoint as written under {@code checkpoints}. */
public record CheckpointName(String value) implements Comparable<CheckpointName> {
    public CheckpointName {
        Names.requireId("checkpoint", value);
    }

    @Override
    public int compareTo(CheckpointName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
