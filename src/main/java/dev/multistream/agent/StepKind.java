package dev.multistream.agent;

import dev.multistream.agent.Scenario.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One word of the scenario language.
 *
 * @param keys everything that may be given; a plain text instead of a map stands for the first
 */
record StepKind(String name, List<String> keys, List<String> required, Function<StepFields, Step> step) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** By name, in the order of the documentation. */
    static final Map<String, StepKind> ALL = table(
            kind("write", "path text", "path text", f -> new Scenario.Write(f.path("path"), f.text("text"))),
            kind("append", "path text", "path text", f -> new Scenario.Append(f.path("path"), f.text("text"))),
            kind(
                    "edit",
                    "path replace with",
                    "path replace with",
                    f -> new Scenario.Edit(f.path("path"), f.filled("replace"), f.text("with"))),
            kind("delete", "path", "path", f -> new Scenario.Delete(f.path("path"))),
            kind("rename", "from to", "from to", f -> new Scenario.Rename(f.path("from"), f.path("to"))),
            kind("cross", "path text", "path text", f -> new Scenario.Cross(f.path("path"), f.text("text"))),
            kind("commit", "message", "message", f -> new Scenario.Commit(f.filled("message"))),
            kind("progress", "value task", "", StepKind::progress),
            kind("print", "text", "text", f -> new Scenario.Print(f.text("text"))),
            kind("ask", "question", "question", f -> new Scenario.Ask(f.filled("question"))),
            kind("sleep", "time", "time", f -> new Scenario.Sleep(f.duration("time", MINUTE))),
            kind(
                    "wait-for",
                    "file timeout",
                    "file",
                    f -> new Scenario.WaitFor(f.filled("file"), f.duration("timeout", MINUTE))),
            kind(
                    "run",
                    "command timeout",
                    "command",
                    f -> new Scenario.Run(f.command("command"), f.duration("timeout", MINUTE.multipliedBy(10)))),
            kind("fail", "message exit", "", f -> new Scenario.Fail(f.exit("exit"), f.text("message"))),
            kind("ignore-term", "on", "on", f -> f.yes("on", new Scenario.IgnoreTerm())),
            kind(
                    "grandchild",
                    "seconds",
                    "seconds",
                    f -> new Scenario.Grandchild(f.number("seconds", 0, 1e6).orElse(0))));

    private static StepKind kind(String name, String keys, String required, Function<StepFields, Step> step) {
        return new StepKind(name, words(keys), words(required), step);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static Map<String, StepKind> table(StepKind... kinds) {
        Map<String, StepKind> table = new LinkedHashMap<>();
        for (StepKind kind : kinds) {
            table.put(kind.name(), kind);
        }
        return java.util.Collections.unmodifiableMap(table);
    }

    private static Step progress(StepFields fields) {
        OptionalDouble value = fields.number("value", 0, 1);
        String task = fields.text("task");
        if (value.isEmpty() && task.isEmpty()) {
            throw new IllegalArgumentException("progress needs a value, a task or both");
        }
        return new Scenario.Progress(value, task);
    }
}
