package dev.multistream.config;

import dev.multistream.model.Problem;
import dev.multistream.model.Problem.Severity;
import dev.multistream.model.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one reading of a file collects: problems, and the templates and environment values that it met. */
final class Reading {
    private static final int MOST = 100;

    private final SourceText source;
    private final List<Problem> problems = new ArrayList<>();
    private final List<TemplateUse> templates = new ArrayList<>();
    private final List<EnvValue> env = new ArrayList<>();
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

    Reading(SourceText source) {
        this.source = source;
    }

    /** A template and what it is for. */
    record TemplateUse(Found<Template> found, Use use) {}

    /** One entry of an {@code env} map of any level. */
    record EnvValue(String name, Template value, Where where) {}

    /** Notes an error; an empty hint is none. */
    void error(Where where, String code, String message, String hint) {
        add(source.problem(Severity.ERROR, where, code, message, hint));
    }

    /** Notes a warning; an empty hint is none. */
    void warn(Where where, String code, String message, String hint) {
        add(source.problem(Severity.WARNING, where, code, message, hint));
    }

    /** Notes a problem that has no place in the file, such as a wrong argument. */
    void add(Problem problem) {
        // Counted apart, so that warnings never leave an error without its place.
        if (counts.merge(problem.severity(), 1, Integer::sum) <= MOST) {
            problems.add(problem);
        }
    }

    void met(Found<Template> template, Use use) {
        templates.add(new TemplateUse(template, use));
    }

    void met(EnvValue value) {
        env.add(value);
    }

    List<TemplateUse> templates() {
        return templates;
    }

    List<EnvValue> env() {
        return env;
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** Everything noted, in the order of the file. */
    List<Problem> problems() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparing((Problem problem) ->
                        problem.place().map(place -> place.line()).orElse(0))
                .thenComparing(
                        problem -> problem.place().map(place -> place.column()).orElse(0)));
        counts.forEach((severity, count) -> {
            if (count > MOST) {
                sorted.add(new Problem(
                        severity,
                        Optional.empty(),
                        "",
                        "problems.more",
                        (count - MOST) + " more like these are not shown",
                        Optional.of("mend these first"),
                        Optional.empty()));
            }
        });
        return List.copyOf(sorted);
    }
}
