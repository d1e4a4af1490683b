package dev.multistream.agent;

import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an agent says about its work. Texts are hostile: at most {@value #LONGEST} characters, otherwise as they came. */
public sealed interface AgentEvent {
    /** Longer texts are cut. */
    int LONGEST = 4000;

    /**
     * How far it is, and at what.
     *
     * @param fraction from 0 to 1; empty when it cannot say
     * @param task empty when it has not changed
     */
    record Progress(OptionalDouble fraction, String task) implements AgentEvent {}

    /** It changed a file. */
    record FileModified(RepoPath path, Operation operation) implements AgentEvent {}

    /** What it did to a file. */
    enum Operation {
        CREATED,
        MODIFIED,
        DELETED
    }

    /** It says something to whoever watches. */
    record Message(String text) implements AgentEvent {}

    /** It asks for help. */
    record NeedsInput(String question) implements AgentEvent {}

    /** It made a commit. */
    record Committed(String message, Optional<CommitId> commit) implements AgentEvent {}
}
