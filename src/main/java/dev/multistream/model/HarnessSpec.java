package dev.multistream.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole harness.yaml, read and checked; maps keep the order of the file.
 *
 * @param name the run's display name
 * @param base commit-ish that every stream starts from; empty for the current branch
 * @param repository path (relative to the file) or URL of the git repository
 */
public record HarnessSpec(
        String name,
        Optional<String> base,
        String repository,
        Map<String, Template> env,
        Map<String, InputSpec> inputs,
        Map<String, SecretSpec> secrets,
        LimitsSpec limits,
        OnFailure onFailure,
        Mode mode,
        Communication communication,
        ConflictWatchSpec conflicts,
        Map<AgentName, AgentSpec> agents,
        WorkspaceSpec workspace,
        Map<StreamId, StreamSpec> streams,
        Map<GateName, GateSpec> gates,
        List<PolicySpec> policies,
        Map<CheckpointName, CheckpointSpec> checkpoints,
        CommitSpec commit) {

    /** What a failed stream does to the others. */
    public enum OnFailure {
        ISOLATE,
        STOP
    }

    /** Whether streams run at once or one after another. */
    public enum Mode {
        PARALLEL,
        SEQUENTIAL
    }

    /** Which agents may speak to each other. */
    public enum Communication {
        NONE,
        TEAM,
        ALL
    }

    public HarnessSpec {
        env = ordered(env);
        inputs = ordered(inputs);
        secrets = ordered(secrets);
        agents = ordered(agents);
        streams = ordered(streams);
        gates = ordered(gates);
        policies = List.copyOf(policies);
        checkpoints = ordered(checkpoints);
    }

    /** An unmodifiable copy that keeps the order. */
    static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
