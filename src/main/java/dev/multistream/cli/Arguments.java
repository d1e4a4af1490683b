package dev.multistream.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The options and operands of one command, parsed and checked against its description. */
final class Arguments {
    /** Options that every command takes. */
    static final List<Option> COMMON = List.of(
            Option.flag("help", "show this help"),
            Option.of("color", "WHEN", "colour: auto, always or never [auto; NO_COLOR means never]"));

    private final CommandLine line;

    private Arguments(CommandLine line) {
        this.line = line;
    }

    /** Parses; a usage failure names the option and the nearest one that exists. */
    static Arguments parse(Command.Info command, List<String> words) {
        Options options = new Options();
        List<Option> all = new ArrayList<>(command.options());
        all.addAll(COMMON);
        for (Option option : all) {
            org.apache.commons.cli.Option made = org.apache.commons.cli.Option.builder()
                    .longOpt(option.name())
                    .hasArg(option.takesValue())
                    .get();
            options.addOption(made);
        }
        try {
            CommandLine line = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .get()
                    .parse(options, words.toArray(new String[0]), false);
            checkCounts(command, all, line);
            return new Arguments(line);
        } catch (UnrecognizedOptionException e) {
            String given = e.getOption().replaceFirst("=.*", "");
            String near = Nearest.to(
                            given.replaceFirst("^-+", ""),
                            all.stream().map(Option::name).toList())
                    .map(name -> "did you mean --" + name + "?")
                    .orElse("see: harness " + command.name() + " --help");
            throw CommandFailure.usage("harness " + command.name() + " has no option " + given, near);
        } catch (MissingArgumentException e) {
            throw CommandFailure.usage(
                    "option --" + e.getOption().getLongOpt() + " needs a value",
                    "see: harness " + command.name() + " --help");
        } catch (ParseException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()), "see: harness " + command.name() + " --help");
        }
    }

    private static void checkCounts(Command.Info command, List<Option> options, CommandLine line) {
        for (Option option : options) {
            long given = Arrays.stream(line.getOptions())
                    .filter(one -> one.getLongOpt().equals(option.name()))
                    .count();
            if (given > 1 && !option.many()) {
                throw CommandFailure.usage("option --" + option.name() + " is given " + given + " times", "");
            }
        }
        if (line.getArgList().size() > command.maxOperands()) {
            throw CommandFailure.usage(
                    "unexpected argument '" + line.getArgList().get(command.maxOperands()) + "'",
                    "usage: harness " + command.name() + " " + command.operands());
        }
    }

    boolean has(String option) {
        return line.hasOption(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(line.getOptionValue(option));
    }

    /** All values of a repeatable option; commas separate too. */
    List<String> values(String option) {
        String[] values = line.getOptionValues(option);
        return values == null
                ? List.of()
                : Arrays.stream(values)
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .toList();
    }

    /** All values of a repeatable option as they are given, commas included. */
    List<String> wholeValues(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
    }

    OptionalInt number(String option, int least, int most) {
        Optional<String> value = value(option);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers that are out of bounds.
        }
        throw CommandFailure.usage(
                "--" + option + " takes a number from " + least + " to " + most + ", not '" + value.get() + "'", "");
    }

    List<String> operands() {
        return line.getArgList();
    }

    Optional<String> operand(int index) {
        return index < operands().size() ? Optional.of(operands().get(index)) : Optional.empty();
    }
}
