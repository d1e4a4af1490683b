package dev.multistream.model;

/** The name of a program under {@code agents}, or of a member of a stream's team. */
public record AgentName(String value) implements Comparable<AgentName> {
    public AgentName {
        Names.requireId("agent", value);
    }

    @Override
    public int compareTo(AgentName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
