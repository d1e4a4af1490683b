package dev.multistream.plan;

import dev.multistream.model.AgentName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.model.GateName;
import dev.multistream.model.GateSpec;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.Problem;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.TeamMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a checked spec into a plan.
 *
 * <p>A stream is its worktree, then its agents in the order of their needs, then its gates one after another. A
 * checkpoint is one merge a stream in the declared order, then its gates, the review and the publication. A stream that
 * did not get through is passed over by the checkpoint; the others go on.
 */
public final class Planner {
    /**
     * What the command line and the machine add to the spec.
     *
     * @param only the streams to plan; all when empty
     * @param sequential one stream, one agent at a time
     * @param agents how many agents at once where the file does not say
     */
    public record Options(List<StreamId> only, boolean sequential, int agents) {
        public Options {
            only = List.copyOf(only);
        }
    }

    private final HarnessSpec spec;
    private final Options options;
    private final List<Step> steps = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Object> done = new HashSet<>();

    private Planner(HarnessSpec spec, Options options) {
        this.spec = spec;
        this.options = options;
    }

    /** A plan, or why there is none. */
    public sealed interface Result {}

    /** The plan. */
    public record Planned(Plan plan) implements Result {}

    /** The choice of streams leaves out something that a chosen one needs. */
    public record Impossible(List<Problem> problems) implements Result {}

    /** Plans {@code spec}, which has passed all checks (no cycles, no unknown names). */
    public static Result plan(HarnessSpec spec, Options options) {
        Planner planner = new Planner(spec, options);
        planner.checkChoice();
        if (!planner.problems.isEmpty()) {
            return new Impossible(planner.problems);
        }
        spec.streams().keySet().forEach(planner::addStream);
        spec.checkpoints().keySet().forEach(planner::addCheckpoint);
        return new Planned(new Plan(planner.steps, planner.limits()));
    }

    private Plan.Limits limits() {
        boolean one = options.sequential() || spec.mode() == HarnessSpec.Mode.SEQUENTIAL;
        int agents = one ? 1 : options.agents();
        Map<StreamId, Duration> timeouts = new HashMap<>();
        spec.streams().forEach((id, stream) -> stream.timeout().ifPresent(limit -> timeouts.put(id, limit)));
        int streams = one ? 1 : spec.limits().streams().orElse(Integer.MAX_VALUE);
        return new Plan.Limits(streams, agents, agents, Math.max(2, agents), timeouts);
    }

    private boolean chosen(StreamId stream) {
        return options.only().isEmpty() || options.only().contains(stream);
    }

    /** A checkpoint is planned when all that it merges is: publishing a part of it is not what {@code --only} asks for. */
    private boolean chosen(CheckpointSpec checkpoint) {
        return checkpoint.merge().stream().allMatch(this::chosen)
                && checkpoint.needs().stream().allMatch(need -> chosen(checkpoint(need)));
    }

    private CheckpointSpec checkpoint(CheckpointName name) {
        CheckpointSpec found = spec.checkpoints().get(name);
        if (found == null) {
            throw new IllegalArgumentException("no checkpoint '" + name + "'");
        }
        return found;
    }

    private StreamSpec stream(StreamId id) {
        StreamSpec found = spec.streams().get(id);
        if (found == null) {
            throw new IllegalArgumentException("no stream '" + id + "'");
        }
        return found;
    }

    private void checkChoice() {
        for (StreamId id : options.only()) {
            if (!spec.streams().containsKey(id)) {
                problems.add(Problem.error(
                        "only.unknown",
                        "--only names stream '" + id + "', which the file does not declare",
                        Optional.of("streams: " + String.join(", ", names()))));
            }
        }
        for (StreamSpec stream : spec.streams().values()) {
            if (chosen(stream.id())) {
                stream.needs().forEach(need -> checkNeed(stream, need));
            }
        }
    }

    private List<String> names() {
        return spec.streams().keySet().stream().map(StreamId::value).toList();
    }

    private void checkNeed(StreamSpec stream, StreamSpec.Need need) {
        if (!need.optional() && !present(need)) {
            problems.add(Problem.error(
                    "only.need",
                    "stream '" + stream.id() + "' needs " + describe(need) + ", which --only leaves out",
                    Optional.of("add it to --only, or declare the need optional")));
        }
    }

    private boolean present(StreamSpec.Need need) {
        if (need instanceof StreamSpec.StreamNeed other) {
            return chosen(other.stream());
        }
        return need instanceof StreamSpec.CheckpointNeed at && chosen(checkpoint(at.checkpoint()));
    }

    private static String describe(StreamSpec.Need need) {
        return need instanceof StreamSpec.StreamNeed other
                ? "stream '" + other.stream() + "'"
                : "checkpoint '" + ((StreamSpec.CheckpointNeed) need).checkpoint() + "'";
    }

    private void addStream(StreamId id) {
        if (!chosen(id) || !done.add(id)) {
            return;
        }
        StreamSpec stream = stream(id);
        List<Step.Need> before = new ArrayList<>();
        for (StreamSpec.Need need : stream.needs()) {
            if (present(need)) {
                before.addAll(ends(need));
            }
        }
        Step.Condition condition = condition(stream.when());
        StepId worktree = StepId.worktree(id);
        steps.add(new Step.PrepareWorktree(
                worktree, id, new Step.Schedule(before, condition, Optional.empty(), RetrySpec.NONE)));
        Set<AgentName> placed = new HashSet<>();
        stream.team().keySet().forEach(name -> addAgent(stream, name, placed));
        addGates(stream);
    }

    /** The steps that must succeed for a need to be met; adds them to the plan first. */
    private List<Step.Need> ends(StreamSpec.Need need) {
        if (need instanceof StreamSpec.StreamNeed other) {
            addStream(other.stream());
            return success(ends(stream(other.stream())));
        }
        CheckpointName name = ((StreamSpec.CheckpointNeed) need).checkpoint();
        addCheckpoint(name);
        return success(List.of(StepId.publish(name)));
    }

    private static Step.Condition condition(StreamSpec.RunCondition when) {
        return switch (when) {
            case SUCCESS -> Step.Condition.ALL_SUCCEEDED;
            case FAILURE -> Step.Condition.ANY_FAILED;
            case ALWAYS -> Step.Condition.ALWAYS;
        };
    }

    /** The steps whose success makes a stream done: its gates, or without any its agents. */
    private static List<StepId> ends(StreamSpec stream) {
        if (stream.gates().isEmpty()) {
            return agents(stream);
        }
        return stream.gates().stream()
                .map(gate -> StepId.gate(stream.id(), gate))
                .toList();
    }

    private static List<StepId> agents(StreamSpec stream) {
        return stream.team().keySet().stream()
                .map(agent -> StepId.agent(stream.id(), agent))
                .toList();
    }

    private static List<Step.Need> success(List<StepId> ids) {
        return ids.stream().map(id -> new Step.Need(id, Step.Need.Kind.SUCCESS)).toList();
    }

    private void addAgent(StreamSpec stream, AgentName name, Set<AgentName> placed) {
        if (!placed.add(name)) {
            return;
        }
        TeamMember member = Optional.ofNullable(stream.team().get(name)).orElseThrow();
        List<StepId> before = new ArrayList<>(List.of(StepId.worktree(stream.id())));
        for (AgentName need : member.needs()) {
            addAgent(stream, need, placed);
            before.add(StepId.agent(stream.id(), need));
        }
        steps.add(new Step.RunAgent(
                StepId.agent(stream.id(), name),
                stream.id(),
                name,
                new Step.Schedule(success(before), Step.Condition.ALL_SUCCEEDED, member.timeout(), member.retry())));
    }

    private void addGates(StreamSpec stream) {
        Optional<StepId> previous = Optional.empty();
        for (GateName gate : stream.gates()) {
            List<Step.Need> before = new ArrayList<>(success(agents(stream)));
            previous.ifPresent(id -> before.add(new Step.Need(id, Step.Need.Kind.SETTLED)));
            StepId id = StepId.gate(stream.id(), gate);
            steps.add(new Step.RunGate(id, stream.id(), gate, schedule(before, Step.Condition.ALL_SUCCEEDED, gate)));
            previous = Optional.of(id);
        }
    }

    private Step.Schedule schedule(List<Step.Need> before, Step.Condition condition, GateName gate) {
        Optional<Duration> timeout = Optional.ofNullable(spec.gates().get(gate)).flatMap(GateSpec::timeout);
        return new Step.Schedule(before, condition, timeout, RetrySpec.NONE);
    }

    private void addCheckpoint(CheckpointName name) {
        CheckpointSpec checkpoint = checkpoint(name);
        if (!chosen(checkpoint) || !done.add(name)) {
            return;
        }
        checkpoint.needs().forEach(this::addCheckpoint);
        checkpoint.merge().forEach(this::addStream);
        List<StepId> merges = new ArrayList<>();
        for (StreamId stream : checkpoint.merge()) {
            merges.add(addMerge(checkpoint, stream, merges));
        }
        List<StepId> certified = addCheckpointGates(checkpoint, merges);
        addDecision(checkpoint, certified, certified.equals(merges));
    }

    private StepId addMerge(CheckpointSpec checkpoint, StreamId stream, List<StepId> earlier) {
        List<Step.Need> before = new ArrayList<>(success(ends(stream(stream))));
        checkpoint.needs().forEach(need -> before.addAll(success(List.of(StepId.publish(need)))));
        if (!earlier.isEmpty()) {
            boolean stop = checkpoint.onConflict() == CheckpointSpec.OnConflict.STOP;
            before.add(new Step.Need(
                    earlier.get(earlier.size() - 1), stop ? Step.Need.Kind.SUCCESS : Step.Need.Kind.SETTLED));
        }
        StepId id = StepId.merge(checkpoint.name(), stream);
        steps.add(new Step.MergeStream(
                id,
                checkpoint.name(),
                stream,
                new Step.Schedule(before, Step.Condition.ALL_SUCCEEDED, Optional.empty(), RetrySpec.NONE)));
        return id;
    }

    /** Adds the gates one after another; answers the steps that certify the checkpoint: the gates, else the merges. */
    private List<StepId> addCheckpointGates(CheckpointSpec checkpoint, List<StepId> merges) {
        List<StepId> gates = new ArrayList<>();
        for (GateName gate : checkpoint.gates()) {
            List<Step.Need> before = new ArrayList<>(success(merges));
            if (!gates.isEmpty()) {
                before.add(new Step.Need(gates.get(gates.size() - 1), Step.Need.Kind.SETTLED));
            }
            StepId id = StepId.gate(checkpoint.name(), gate);
            steps.add(new Step.RunCheckpointGate(
                    id, checkpoint.name(), gate, schedule(before, mergeCondition(checkpoint), gate)));
            gates.add(id);
        }
        return gates.isEmpty() ? merges : gates;
    }

    private static Step.Condition mergeCondition(CheckpointSpec checkpoint) {
        return checkpoint.onConflict() == CheckpointSpec.OnConflict.STOP
                ? Step.Condition.ALL_SUCCEEDED
                : Step.Condition.ANY_SUCCEEDED;
    }

    private void addDecision(CheckpointSpec checkpoint, List<StepId> certified, boolean byMerges) {
        CheckpointName name = checkpoint.name();
        Step.Condition condition = byMerges ? mergeCondition(checkpoint) : Step.Condition.ALL_SUCCEEDED;
        List<Step.Need> before = success(certified);
        if (checkpoint.review().required()) {
            steps.add(new Step.AwaitReview(
                    StepId.review(name), name, new Step.Schedule(before, condition, Optional.empty(), RetrySpec.NONE)));
            before = success(List.of(StepId.review(name)));
            condition = Step.Condition.ALL_SUCCEEDED;
        }
        steps.add(new Step.Publish(
                StepId.publish(name), name, new Step.Schedule(before, condition, Optional.empty(), RetrySpec.NONE)));
    }
}
