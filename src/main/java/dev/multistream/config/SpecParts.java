package dev.multistream.config;

import dev.multistream.config.Declared.Item;
import dev.multistream.model.AgentName;
import dev.multistream.model.CommandSpec;
import dev.multistream.model.GateName;
import dev.multistream.model.GateSpec;
import dev.multistream.model.Place;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.TeamMember;
import dev.multistream.model.Template;
import dev.multistream.model.WorkspaceSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Makes the smaller parts of a spec out of what was read; only for files in which no error was found.
 *
 * @param file how places call the file
 */
record SpecParts(Inputs inputs, String file) {

    Place place(Where where) {
        return new Place(file, where.at().line(), where.at().column());
    }

    Map<String, Template> env(Fields fields, Key<List<Named<Template>>> key) {
        Map<String, Template> env = new LinkedHashMap<>();
        for (Named<Template> entry : fields.entries(key)) {
            entry.value().ifPresent(value -> env.put(entry.name(), inputs.resolve(value.value())));
        }
        return env;
    }

    static List<String> texts(Fields fields, Key<List<Found<String>>> key) {
        return fields.items(key).stream().map(Found::value).toList();
    }

    static <T> List<T> names(Fields fields, Key<List<Found<String>>> key, Function<String, T> make) {
        return fields.items(key).stream().map(Found::value).map(make).toList();
    }

    static OptionalInt number(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** The value of a key that the language requires. */
    static <T> T required(Fields fields, Key<T> key) {
        return fields.value(key).orElseThrow(() -> new NoSuchElementException(key.name()));
    }

    /** A workspace: what the fields say over what holds otherwise. */
    static WorkspaceSpec workspace(Optional<Fields> fields, WorkspaceSpec otherwise) {
        if (fields.isEmpty()) {
            return otherwise;
        }
        Fields own = fields.get();
        return new WorkspaceSpec(
                own.value(WorkspaceLanguage.DIRECTORY).orElse(otherwise.directory()),
                own.has(WorkspaceLanguage.CARRY) ? texts(own, WorkspaceLanguage.CARRY) : otherwise.carry(),
                own.has(WorkspaceLanguage.SETUP) ? commands(own, WorkspaceLanguage.SETUP) : otherwise.setup(),
                own.has(WorkspaceLanguage.TEARDOWN) ? commands(own, WorkspaceLanguage.TEARDOWN) : otherwise.teardown());
    }

    private static List<CommandSpec> commands(Fields fields, Key<List<Found<CommandSpec>>> key) {
        return fields.items(key).stream().map(Found::value).toList();
    }

    TeamMember member(Item member) {
        Fields fields = member.fields();
        return new TeamMember(
                new AgentName(member.name()),
                place(member.where()),
                new AgentName(required(fields, AgentLanguage.USES)),
                fields.value(AgentLanguage.MEMBER_ROLE),
                fields.value(AgentLanguage.MEMBER_PROMPT).map(inputs::resolve),
                names(fields, AgentLanguage.MEMBER_NEEDS, AgentName::new),
                env(fields, AgentLanguage.MEMBER_ENV),
                fields.value(AgentLanguage.MEMBER_TIMEOUT),
                fields.value(AgentLanguage.MEMBER_RETRY).map(SpecParts::retry).orElse(RetrySpec.NONE));
    }

    /** The only member of a team of one; it is called like its program. */
    TeamMember alone(Found<String> agent) {
        AgentName name = new AgentName(agent.value());
        return new TeamMember(
                name,
                place(agent.where()),
                name,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                RetrySpec.NONE);
    }

    private static RetrySpec retry(Fields fields) {
        return new RetrySpec(
                required(fields, AgentLanguage.RETRY_MAX),
                fields.value(AgentLanguage.RETRY_ON).orElse(RetrySpec.NONE.on()),
                fields.value(AgentLanguage.RETRY_BACKOFF).orElse(RetrySpec.NONE.backoff()));
    }

    GateSpec gate(Item gate) {
        Fields fields = gate.fields();
        return new GateSpec(
                new GateName(gate.name()),
                place(gate.where()),
                check(fields),
                texts(fields, GateLanguage.REPORTS),
                env(fields, GateLanguage.ENV),
                fields.value(GateLanguage.TIMEOUT),
                number(fields.value(GateLanguage.RETRY)),
                fields.value(GateLanguage.FLAKY_FAILS).orElse(false));
    }

    private static GateSpec.Check check(Fields fields) {
        Optional<Fields> coverage = fields.value(GateLanguage.COVERAGE);
        if (coverage.isPresent()) {
            return new GateSpec.Coverage(
                    fields.value(GateLanguage.RUN),
                    texts(coverage.get(), GateLanguage.COVERAGE_FILES),
                    required(coverage.get(), GateLanguage.COVERAGE_LINES));
        }
        Optional<Fields> diff = fields.value(GateLanguage.DIFF);
        if (diff.isPresent()) {
            return new GateSpec.DiffSize(
                    number(diff.get().value(GateLanguage.DIFF_LINES)),
                    number(diff.get().value(GateLanguage.DIFF_FILES)));
        }
        Optional<Fields> redGreen = fields.value(GateLanguage.RED_GREEN);
        if (redGreen.isPresent()) {
            return new GateSpec.RedGreen(
                    required(redGreen.get(), GateLanguage.RED_GREEN_RUN),
                    texts(redGreen.get(), GateLanguage.RED_GREEN_TESTS));
        }
        if (fields.has(GateLanguage.CHANGED)) {
            return new GateSpec.Changed(texts(fields, GateLanguage.CHANGED));
        }
        return new GateSpec.Run(required(fields, GateLanguage.RUN));
    }
}
