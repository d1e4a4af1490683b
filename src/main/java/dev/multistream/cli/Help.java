package dev.multistream.cli;

import java.util.ArrayList;
import java.util.List;

/** The help texts, as lines. */
final class Help {
    private Help() {}

    static List<String> overview(List<Command> commands) {
        List<String> lines = new ArrayList<>();
        lines.add("harness develops one repository in parallel streams and merges them at certified checkpoints.");
        lines.add("");
        lines.add("usage: harness COMMAND [OPTIONS]");
        lines.add("");
        for (Command command : commands) {
            lines.add(String.format(
                    "  %-11s %s", command.info().name(), command.info().summary()));
        }
        lines.add("");
        lines.add("harness COMMAND --help tells more. harness --version prints the version.");
        lines.add("");
        lines.add("exit codes: 0 all well, 1 a stream, gate or checkpoint failed, 2 usage or file, 3 waiting for a");
        lines.add("review, 4 a conflict is unresolved, 5 a file boundary was crossed, 6 infrastructure, 7 another run");
        lines.add("holds the repository, 70 a bug in harness, 124 timed out, 130 / 143 interrupted");
        return lines;
    }

    static List<String> command(Command.Info info) {
        List<String> lines = new ArrayList<>();
        lines.add("harness " + info.name() + " - " + info.summary());
        lines.add("");
        lines.add("usage: harness " + info.name() + (info.options().isEmpty() ? "" : " [OPTIONS]")
                + (info.operands().isEmpty() ? "" : " " + info.operands()));
        lines.add("");
        info.details().forEach(lines::add);
        if (!info.details().isEmpty()) {
            lines.add("");
        }
        lines.add("options:");
        List<Option> all = new ArrayList<>(info.options());
        all.addAll(Arguments.COMMON);
        int width =
                all.stream().mapToInt(option -> option.usage().length()).max().orElse(0);
        for (Option option : all) {
            lines.add("  " + String.format("%-" + width + "s", option.usage()) + "  " + option.description());
        }
        if (!info.examples().isEmpty()) {
            lines.add("");
            lines.add("examples:");
            info.examples().forEach(example -> lines.add("  " + example));
        }
        return lines;
    }
}
