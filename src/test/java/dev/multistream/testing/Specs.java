package dev.multistream.testing;

import dev.multistream.model.AgentName;
import dev.multistream.model.AgentSpec;
import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.model.CommandSpec;
import dev.multistream.model.CommitSpec;
import dev.multistream.model.ConflictWatchSpec;
import dev.multistream.model.GateName;
import dev.multistream.model.GateSpec;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.LimitsSpec;
import dev.multistream.model.Place;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.TeamMember;
import dev.multistream.model.Template;
import dev.multistream.model.WorkspaceSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Builds small specs for tests: what is not said is the default; places count up as in a file. */
public final class Specs {
    private static final WorkspaceSpec WORKSPACE =
            new WorkspaceSpec(WorkspaceSpec.DEFAULT_DIRECTORY, List.of(), List.of(), List.of());

    private final String name;
    private final Map<AgentName, AgentSpec> agents = new LinkedHashMap<>();
    private final Map<StreamId, StreamSpec> streams = new LinkedHashMap<>();
    private final Map<GateName, GateSpec> gates = new LinkedHashMap<>();
    private final Map<CheckpointName, CheckpointSpec> checkpoints = new LinkedHashMap<>();
    private int line = 2;

    private Specs(String name) {
        this.name = name;
    }

    public static Specs named(String name) {
        return new Specs(name);
    }

    /** A stream with a team of one or more, each after the one before it, and these gates. */
    public Specs stream(String id, String task, List<String> team, String... gateNames) {
        return stream(id, task, "feature/" + id, List.of(), team, gateNames);
    }

    public Specs stream(
            String id, String task, String branch, List<String> owns, List<String> team, String... gateNames) {
        Map<AgentName, TeamMember> members = new LinkedHashMap<>();
        Optional<AgentName> previous = Optional.empty();
        for (String member : team) {
            AgentName agent = new AgentName(member);
            agents.putIfAbsent(agent, new AgentSpec(agent, command("./" + member), Map.of(), Optional.empty()));
            members.put(
                    agent,
                    new TeamMember(
                            agent,
                            place(),
                            agent,
                            Optional.empty(),
                            Optional.empty(),
                            previous.map(List::of).orElse(List.of()),
                            Map.of(),
                            Optional.empty(),
                            RetrySpec.NONE));
            previous = Optional.of(agent);
        }
        StreamId stream = new StreamId(id);
        streams.put(
                stream,
                new StreamSpec(
                        stream,
                        place(),
                        new StreamSpec.Task(task, Optional.empty()),
                        new BranchName(branch),
                        true,
                        Optional.empty(),
                        List.of(),
                        StreamSpec.RunCondition.SUCCESS,
                        owns,
                        List.of(),
                        List.of(),
                        owns.isEmpty() ? StreamSpec.Boundary.WARN : StreamSpec.Boundary.BLOCK,
                        List.of(),
                        Map.of(),
                        members,
                        Arrays.stream(gateNames).map(this::gate).toList(),
                        WORKSPACE,
                        Optional.empty()));
        return this;
    }

    private GateName gate(String gateName) {
        GateName id = new GateName(gateName);
        gates.computeIfAbsent(
                id,
                key -> new GateSpec(
                        key,
                        place(),
                        new GateSpec.Run(new CommandSpec.Shell(Template.literal("npm run " + gateName))),
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        false));
        return id;
    }

    /** A checkpoint that merges these streams into {@code main}. */
    public Specs checkpoint(String id, boolean review, List<String> merge, String... gateNames) {
        CheckpointName checkpoint = new CheckpointName(id);
        checkpoints.put(
                checkpoint,
                new CheckpointSpec(
                        checkpoint,
                        place(),
                        merge.stream().map(StreamId::new).toList(),
                        new BranchName("main"),
                        List.of(),
                        Arrays.stream(gateNames).map(this::gate).toList(),
                        new CheckpointSpec.ReviewSpec(review, review ? List.of("alice") : List.of()),
                        List.of(new CheckpointSpec.ResolveRule(
                                List.of("**/*.test.mjs"), List.of(CheckpointSpec.Resolver.UNION), Optional.empty())),
                        CheckpointSpec.OnConflict.SKIP));
        return this;
    }

    public HarnessSpec build() {
        return new HarnessSpec(
                name,
                Optional.of("main"),
                ".",
                Map.of(),
                Map.of(),
                Map.of(),
                new LimitsSpec(OptionalInt.empty(), OptionalInt.empty()),
                HarnessSpec.OnFailure.ISOLATE,
                HarnessSpec.Mode.PARALLEL,
                HarnessSpec.Communication.TEAM,
                new ConflictWatchSpec(Optional.of(true), Optional.empty()),
                agents,
                WORKSPACE,
                streams,
                gates,
                List.of(),
                checkpoints,
                CommitSpec.DEFAULT);
    }

    private static AgentSpec.Program command(String program) {
        return new AgentSpec.Command(new CommandSpec.Argv(List.of(Template.literal(program))));
    }

    private Place place() {
        return new Place("harness.yaml", line++, 3);
    }
}
