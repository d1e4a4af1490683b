package dev.multistream.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One task on one branch in one worktree, worked by a team.
 *
 * @param branchDeclared whether the user named the branch; only then is a branch that harness did not make used
 * @param workspace the workspace of this stream, the top-level one with the stream's overrides merged in
 */
public record StreamSpec(
        StreamId id,
        Place place,
        Task task,
        BranchName branch,
        boolean branchDeclared,
        Optional<String> base,
        List<Need> needs,
        RunCondition when,
        List<String> owns,
        List<String> shares,
        List<String> reads,
        Boundary boundary,
        List<String> attachments,
        Map<String, Template> env,
        Map<AgentName, TeamMember> team,
        List<GateName> gates,
        WorkspaceSpec workspace,
        Optional<Duration> timeout) {

    /**
     * What is to be done.
     *
     * @param file the file that the text was read from, if any
     */
    public record Task(String text, Optional<String> file) {}

    /** Something that must be done before the stream starts. */
    public sealed interface Need {
        boolean optional();
    }

    /** All of another stream. */
    public record StreamNeed(StreamId stream, boolean optional) implements Need {}

    /** A checkpoint's publication. */
    public record CheckpointNeed(CheckpointName checkpoint, boolean optional) implements Need {}

    /** When a stream starts, seen from what it needs. */
    public enum RunCondition {
        SUCCESS,
        FAILURE,
        ALWAYS
    }

    /** What a crossed boundary means. */
    public enum Boundary {
        WARN,
        BLOCK
    }

    public StreamSpec {
        needs = List.copyOf(needs);
        owns = List.copyOf(owns);
        shares = List.copyOf(shares);
        reads = List.copyOf(reads);
        attachments = List.copyOf(attachments);
        env = HarnessSpec.ordered(env);
        team = HarnessSpec.ordered(team);
        gates = List.copyOf(gates);
        if (team.isEmpty()) {
            throw new IllegalArgumentException("stream '" + id + "' has no agent");
        }
    }
}
