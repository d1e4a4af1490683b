package dev.multistream.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** All commands, in the order of the help; a command's class is loaded when it is asked for. */
final class Commands {
    private static final Map<String, Supplier<Command>> TABLE = table();

    private Commands() {}

    private static Map<String, Supplier<Command>> table() {
        Map<String, Supplier<Command>> table = new LinkedHashMap<>();
        table.put("run", RunCommand::new);
        table.put("resume", ResumeCommand::new);
        table.put("status", StatusCommand::new);
        table.put("logs", LogsCommand::new);
        table.put("cancel", CancelCommand::new);
        table.put("review", ReviewCommand::new);
        table.put("rollback", RollbackCommand::new);
        table.put("report", ReportCommand::new);
        table.put("clean", CleanCommand::new);
        table.put("serve", ServeCommand::new);
        table.put("plan", PlanCommand::new);
        table.put("validate", ValidateCommand::new);
        table.put("lint", LintCommand::new);
        table.put("schema", SchemaCommand::new);
        table.put("init", InitCommand::new);
        table.put("doctor", DoctorCommand::new);
        return table;
    }

    static Optional<Command> find(String name) {
        if (name.equals("train")) {
            return Optional.of(new TrainCommand());
        }
        return Optional.ofNullable(TABLE.get(name)).map(Supplier::get);
    }

    static Set<String> names() {
        return TABLE.keySet();
    }

    static List<Command> all() {
        return TABLE.values().stream().map(Supplier::get).toList();
    }
}
