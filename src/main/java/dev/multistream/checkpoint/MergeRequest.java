package dev.multistream.checkpoint;

import dev.multistream.git.Signature;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CheckpointSpec.ResolveRule;
import dev.multistream.model.CommitId;
import dev.multistream.model.StreamId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One stream to be merged.
 *
 * @param onto the target's tip, or the merge of the stream before
 * @param head the stream's commit
 * @param message the merge commit's message, trailers included
 * @param humanWorktree where a person would resolve what no rule does
 * @param commands the argv of each {@code regenerate} rule, by its place in {@code rules}
 * @param environment of those commands
 */
public record MergeRequest(
        CheckpointName checkpoint,
        StreamId stream,
        CommitId onto,
        CommitId head,
        List<ResolveRule> rules,
        Map<Integer, List<String>> commands,
        Map<String, String> environment,
        String message,
        Signature by,
        Path humanWorktree) {
    public MergeRequest {
        rules = List.copyOf(rules);
        commands = Map.copyOf(commands);
        environment = Map.copyOf(environment);
    }
}
