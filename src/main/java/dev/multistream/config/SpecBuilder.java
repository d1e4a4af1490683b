package dev.multistream.config;

import dev.multistream.config.Declared.Item;
import dev.multistream.model.AgentName;
import dev.multistream.model.AgentSpec;
import dev.multistream.model.BranchName;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CheckpointSpec;
import dev.multistream.model.CommitSpec;
import dev.multistream.model.ConflictWatchSpec;
import dev.multistream.model.GateName;
import dev.multistream.model.GateSpec;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.LimitsSpec;
import dev.multistream.model.PolicySpec;
import dev.multistream.model.SecretSpec;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.StreamSpec.Boundary;
import dev.multistream.model.StreamSpec.Task;
import dev.multistream.model.TeamMember;
import dev.multistream.model.WorkspaceSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes the spec out of what was read; only for files in which no error was found. */
final class SpecBuilder {
    private static final WorkspaceSpec DEFAULT_WORKSPACE =
            new WorkspaceSpec(WorkspaceSpec.DEFAULT_DIRECTORY, List.of(), List.of(), List.of());

    private final Declared declared;
    private final SpecParts parts;
    private final Map<String, Task> tasks;
    private final Map<String, BranchName> branches;

    SpecBuilder(Declared declared, SpecParts parts, Map<String, Task> tasks, Map<String, BranchName> branches) {
        this.declared = declared;
        this.parts = parts;
        this.tasks = tasks;
        this.branches = branches;
    }

    HarnessSpec build(String folderName) {
        Fields root = declared.root();
        WorkspaceSpec workspace = SpecParts.workspace(root.value(RootLanguage.WORKSPACE), DEFAULT_WORKSPACE);
        return new HarnessSpec(
                root.value(RootLanguage.NAME).orElse(folderName),
                root.value(RootLanguage.BASE),
                root.value(RootLanguage.REPOSITORY).orElse("."),
                parts.env(root, RootLanguage.ENV),
                parts.inputs().declared(),
                secrets(),
                root.value(RootLanguage.LIMITS)
                        .map(SpecBuilder::limits)
                        .orElse(new LimitsSpec(OptionalInt.empty(), OptionalInt.empty())),
                root.value(RootLanguage.ON_FAILURE).orElse(HarnessSpec.OnFailure.ISOLATE),
                root.value(RootLanguage.MODE).orElse(HarnessSpec.Mode.PARALLEL),
                HarnessSpec.Communication.TEAM,
                new ConflictWatchSpec(Optional.empty(), Optional.empty()),
                agents(),
                workspace,
                streams(workspace),
                gates(),
                root.items(RootLanguage.POLICIES).stream()
                        .map(policy -> policy(policy.value()))
                        .toList(),
                checkpoints(),
                root.value(RootLanguage.COMMIT).map(SpecBuilder::commit).orElse(CommitSpec.DEFAULT));
    }

    private static LimitsSpec limits(Fields limits) {
        return new LimitsSpec(
                SpecParts.number(limits.value(RootLanguage.LIMIT_STREAMS)),
                SpecParts.number(limits.value(RootLanguage.LIMIT_AGENTS)));
    }

    private static CommitSpec commit(Fields commit) {
        return new CommitSpec(
                commit.value(RootLanguage.COMMIT_AUTO).orElse(CommitSpec.DEFAULT.auto()),
                commit.value(RootLanguage.COMMIT_SIGN).orElse(CommitSpec.DEFAULT.sign()),
                commit.value(RootLanguage.COMMIT_HOOKS).orElse(CommitSpec.DEFAULT.hooks()));
    }

    private Map<String, SecretSpec> secrets() {
        Map<String, SecretSpec> secrets = new LinkedHashMap<>();
        for (Item secret : Declared.items(Declared.byName(declared.root().entries(RootLanguage.SECRETS)))) {
            secrets.put(
                    secret.name(),
                    new SecretSpec(
                            SpecParts.required(secret.fields(), RootLanguage.SECRET_FROM),
                            secret.name(),
                            secret.fields().value(RootLanguage.SECRET_PATH)));
        }
        return secrets;
    }

    private Map<AgentName, AgentSpec> agents() {
        Map<AgentName, AgentSpec> agents = new LinkedHashMap<>();
        for (Item agent : Declared.items(declared.agents())) {
            AgentName name = new AgentName(agent.name());
            AgentSpec.Program program = agent.fields()
                    .value(AgentLanguage.SCRIPT)
                    .<AgentSpec.Program>map(AgentSpec.Script::new)
                    .orElseGet(() -> new AgentSpec.Command(SpecParts.required(agent.fields(), AgentLanguage.RUN)));
            Optional<AgentSpec.PromptSpec> prompt = agent.fields()
                    .value(AgentLanguage.PROMPT)
                    .map(fields -> new AgentSpec.PromptSpec(
                            SpecParts.required(fields, AgentLanguage.PROMPT_MODE),
                            fields.value(AgentLanguage.PROMPT_FLAG)));
            agents.put(name, new AgentSpec(name, program, parts.env(agent.fields(), AgentLanguage.ENV), prompt));
        }
        return agents;
    }

    private Map<GateName, GateSpec> gates() {
        Map<GateName, GateSpec> gates = new LinkedHashMap<>();
        Declared.items(declared.gates()).forEach(gate -> gates.put(new GateName(gate.name()), parts.gate(gate)));
        return gates;
    }

    private Map<StreamId, StreamSpec> streams(WorkspaceSpec workspace) {
        Map<StreamId, StreamSpec> streams = new LinkedHashMap<>();
        declared.streamItems().forEach(stream -> streams.put(new StreamId(stream.name()), stream(stream, workspace)));
        return streams;
    }

    private StreamSpec stream(Item stream, WorkspaceSpec workspace) {
        Fields fields = stream.fields();
        boolean bounded = !fields.items(StreamLanguage.OWNS).isEmpty()
                || !fields.items(StreamLanguage.READS).isEmpty();
        return new StreamSpec(
                new StreamId(stream.name()),
                parts.place(stream.where()),
                present(tasks, stream.name()),
                present(branches, stream.name()),
                fields.has(StreamLanguage.BRANCH),
                fields.value(StreamLanguage.BASE),
                fields.items(StreamLanguage.NEEDS).stream()
                        .map(need -> need(need.value()))
                        .toList(),
                fields.value(StreamLanguage.IF).orElse(StreamSpec.RunCondition.SUCCESS),
                SpecParts.texts(fields, StreamLanguage.OWNS),
                SpecParts.texts(fields, StreamLanguage.SHARES),
                SpecParts.texts(fields, StreamLanguage.READS),
                fields.value(StreamLanguage.BOUNDARY).orElse(bounded ? Boundary.BLOCK : Boundary.WARN),
                SpecParts.texts(fields, StreamLanguage.ATTACHMENTS),
                parts.env(fields, StreamLanguage.ENV),
                team(stream),
                SpecParts.names(fields, StreamLanguage.GATES, GateName::new),
                SpecParts.workspace(fields.value(StreamLanguage.WORKSPACE), workspace),
                fields.value(StreamLanguage.TIMEOUT));
    }

    private static <T> T present(Map<String, T> map, String name) {
        T value = map.get(name);
        if (value == null) {
            throw new NoSuchElementException(name);
        }
        return value;
    }

    private static StreamSpec.Need need(StreamLanguage.NeedSource need) {
        return need.checkpoint()
                ? new StreamSpec.CheckpointNeed(new CheckpointName(need.name()), need.optional())
                : new StreamSpec.StreamNeed(new StreamId(need.name()), need.optional());
    }

    private Map<AgentName, TeamMember> team(Item stream) {
        Map<AgentName, TeamMember> team = new LinkedHashMap<>();
        stream.fields().find(StreamLanguage.AGENT).map(parts::alone).ifPresent(one -> team.put(one.name(), one));
        Declared.members(stream).forEach(member -> team.put(new AgentName(member.name()), parts.member(member)));
        return team;
    }

    private static PolicySpec policy(Fields policy) {
        Optional<Fields> when = policy.value(GateLanguage.WHEN);
        Fields require = SpecParts.required(policy, GateLanguage.REQUIRE);
        return new PolicySpec(
                when.flatMap(fields -> fields.value(GateLanguage.WHEN_TASK)),
                when.flatMap(fields -> fields.value(GateLanguage.WHEN_ROLE)),
                require.value(GateLanguage.REQUIRE_ROLE)
                        .<PolicySpec.Requirement>map(PolicySpec.Role::new)
                        .orElseGet(() -> new PolicySpec.Gate(
                                new GateName(SpecParts.required(require, GateLanguage.REQUIRE_GATE)))));
    }

    private Map<CheckpointName, CheckpointSpec> checkpoints() {
        Map<CheckpointName, CheckpointSpec> checkpoints = new LinkedHashMap<>();
        declared.checkpointItems()
                .forEach(checkpoint -> checkpoints.put(new CheckpointName(checkpoint.name()), checkpoint(checkpoint)));
        return checkpoints;
    }

    private CheckpointSpec checkpoint(Item checkpoint) {
        Fields fields = checkpoint.fields();
        return new CheckpointSpec(
                new CheckpointName(checkpoint.name()),
                parts.place(checkpoint.where()),
                SpecParts.names(fields, CheckpointLanguage.MERGE, StreamId::new),
                new BranchName(SpecParts.required(fields, CheckpointLanguage.INTO)),
                SpecParts.names(fields, CheckpointLanguage.NEEDS, CheckpointName::new),
                SpecParts.names(fields, CheckpointLanguage.GATES, GateName::new),
                fields.value(CheckpointLanguage.REVIEW)
                        .map(SpecBuilder::review)
                        .orElse(new CheckpointSpec.ReviewSpec(false, List.of())),
                fields.items(CheckpointLanguage.CONFLICTS).stream()
                        .map(rule -> rule(rule.value()))
                        .toList(),
                fields.value(CheckpointLanguage.ON_CONFLICT).orElse(CheckpointSpec.OnConflict.SKIP));
    }

    private static CheckpointSpec.ReviewSpec review(Fields review) {
        return new CheckpointSpec.ReviewSpec(
                SpecParts.required(review, CheckpointLanguage.REVIEW_REQUIRED),
                SpecParts.texts(review, CheckpointLanguage.REVIEW_BY));
    }

    private static CheckpointSpec.ResolveRule rule(Fields rule) {
        return new CheckpointSpec.ResolveRule(
                SpecParts.texts(rule, CheckpointLanguage.RULE_PATHS),
                rule.items(CheckpointLanguage.RULE_RESOLVE).stream()
                        .map(Found::value)
                        .toList(),
                rule.value(CheckpointLanguage.RULE_RUN));
    }
}
