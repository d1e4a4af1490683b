package dev.multistream.step;

import dev.multistream.model.CommandSpec;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.RunId;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Evaluates templates when a step starts: {@code run}, {@code stream}, {@code env} and {@code secrets} references.
 *
 * <p>A value is put in as it is and never looked at again, so nothing in it can refer to anything.
 *
 * @param secrets the value of a secret by name; called only where a file names it
 */
record Rendering(HarnessSpec spec, RunId run, String base, Function<String, String> secrets) {

    /** Environment maps of a step, outer first; an inner value may refer to the outer maps. */
    Map<String, String> environment(Optional<StreamSpec> stream, List<Map<String, Template>> inner) {
        Map<String, String> merged = new LinkedHashMap<>();
        merge(merged, spec.env(), stream);
        stream.ifPresent(of -> merge(merged, of.env(), stream));
        inner.forEach(map -> merge(merged, map, stream));
        return merged;
    }

    private void merge(Map<String, String> merged, Map<String, Template> more, Optional<StreamSpec> stream) {
        Map<String, String> outer = Map.copyOf(merged);
        more.forEach((name, value) -> merged.put(name, render(value, stream, outer)));
    }

    /** Program and arguments of a command; a string is given to the shell. */
    List<String> command(CommandSpec command, Optional<StreamSpec> stream, Map<String, String> env) {
        if (command instanceof CommandSpec.Shell shell) {
            return List.of("/bin/sh", "-c", render(shell.line(), stream, env));
        }
        return ((CommandSpec.Argv) command)
                .words().stream().map(word -> render(word, stream, env)).toList();
    }

    String render(Template template, Optional<StreamSpec> stream, Map<String, String> env) {
        return template.render(reference -> value(reference, stream, env));
    }

    private String value(Template.Reference reference, Optional<StreamSpec> stream, Map<String, String> env) {
        return switch (reference.namespace()) {
            case "env" -> env.getOrDefault(reference.name(), "");
            case "secrets" -> secrets.apply(reference.name());
            case "run" -> run.value();
            case "stream" -> stream.map(of -> ofStream(of, reference.name())).orElse("");
            default -> throw new IllegalArgumentException("no value for ${{ " + reference + " }}");
        };
    }

    private String ofStream(StreamSpec stream, String name) {
        return switch (name) {
            case "id" -> stream.id().value();
            case "branch" -> stream.branch().value();
            case "task" -> stream.task().text();
            case "base" -> stream.base().orElse(base);
            default -> throw new IllegalArgumentException("no value for ${{ stream." + name + " }}");
        };
    }
}
