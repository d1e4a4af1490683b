package dev.multistream.plan;

import dev.multistream.model.AgentName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.GateName;
import dev.multistream.model.StreamId;
import java.util.regex.Pattern;

/** The name of a step, such as {@code auth.agent.backend} or {@code week-2.merge.auth}; also its log's file name. */
public record StepId(String value) implements Comparable<StepId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,250}");

    public StepId {
        if (!FORM.matcher(value).matches() || value.contains("..")) {
            throw new IllegalArgumentException("'" + value + "' is not a step name");
        }
    }

    public static StepId worktree(StreamId stream) {
        return new StepId(stream + ".worktree");
    }

    public static StepId agent(StreamId stream, AgentName agent) {
        return new StepId(stream + ".agent." + agent);
    }

    public static StepId gate(StreamId stream, GateName gate) {
        return new StepId(stream + ".gate." + gate);
    }

    public static StepId merge(CheckpointName checkpoint, StreamId stream) {
        return new StepId(checkpoint + ".merge." + stream);
    }

    public static StepId gate(CheckpointName checkpoint, GateName gate) {
        return new StepId(checkpoint + ".gate." + gate);
    }

    public static StepId review(CheckpointName checkpoint) {
        return new StepId(checkpoint + ".review");
    }

    public static StepId publish(CheckpointName checkpoint) {
        return new StepId(checkpoint + ".publish");
    }

    @Override
    public int compareTo(StepId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
