package dev.multistream.model;

import java.util.List;
import java.util.Optional;

/** When and how streams are integrated into one branch. */
public record CheckpointSpec(
        CheckpointName name,
        Place place,
        List<StreamId> merge,
        BranchName into,
        List<CheckpointName> needs,
        List<GateName> gates,
        ReviewSpec review,
        List<ResolveRule> conflicts,
        OnConflict onConflict) {

    /** Whether a person must approve; {@code by} is empty when anybody may. */
    public record ReviewSpec(boolean required, List<String> by) {
        public ReviewSpec {
            by = List.copyOf(by);
        }
    }

    /** How conflicts in some paths are resolved: the resolvers are tried in order. */
    public record ResolveRule(List<String> paths, List<Resolver> resolvers, Optional<CommandSpec> run) {
        public ResolveRule {
            paths = List.copyOf(paths);
            resolvers = List.copyOf(resolvers);
        }
    }

    /** Ways to resolve a conflicted file. */
    public enum Resolver {
        OURS,
        THEIRS,
        UNION,
        REGENERATE,
        HUMAN
    }

    /** What a conflict does to the rest of the checkpoint. */
    public enum OnConflict {
        SKIP,
        STOP
    }

    public CheckpointSpec {
        merge = List.copyOf(merge);
        needs = List.copyOf(needs);
        gates = List.copyOf(gates);
        conflicts = List.copyOf(conflicts);
    }
}
