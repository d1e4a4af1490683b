package dev.multistream.web;

import dev.multistream.model.AgentName;
import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import java.util.List;
import java.util.Optional;

/** What the page tells of a spec: streams and checkpoints, in the order of the file. */
public record RunFacts(List<StreamFacts> streams, List<CheckpointFacts> checkpoints) {

    /** A stream as it was declared. */
    public record StreamFacts(StreamId id, String task, BranchName branch, List<AgentFacts> agents) {
        public StreamFacts {
            agents = List.copyOf(agents);
        }

        static StreamFacts of(StreamSpec spec) {
            List<AgentFacts> agents = spec.team().values().stream()
                    .map(member -> new AgentFacts(member.name(), member.role()))
                    .toList();
            return new StreamFacts(spec.id(), spec.task().text(), spec.branch(), agents);
        }
    }

    /** A member of a team. */
    public record AgentFacts(AgentName name, Optional<String> role) {}

    /** A checkpoint as it was declared; {@code reviewers} is empty when anybody may review. */
    public record CheckpointFacts(CheckpointName name, BranchName into, List<StreamId> merge, List<String> reviewers) {
        public CheckpointFacts {
            merge = List.copyOf(merge);
            reviewers = List.copyOf(reviewers);
        }

        static CheckpointFacts of(CheckpointSpec spec) {
            return new CheckpointFacts(
                    spec.name(), spec.into(), spec.merge(), spec.review().by());
        }
    }

    public RunFacts {
        streams = List.copyOf(streams);
        checkpoints = List.copyOf(checkpoints);
    }

    /** The facts that stand in a spec. */
    public static RunFacts of(HarnessSpec spec) {
        return new RunFacts(
                spec.streams().values().stream().map(StreamFacts::of).toList(),
                spec.checkpoints().values().stream().map(CheckpointFacts::of).toList());
    }
}
