package dev.multistream.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the command, parses its arguments, runs it, and is the one place where failures become messages. */
final class Program {
    private Program() {}

    static int run(String[] words) {
        Env env = Env.ofProcess();
        Terminal terminal = terminal(env);
        try {
            return dispatch(List.of(words), env, terminal);
        } catch (ProblemsFound e) {
            Checking.print(e.problems(), terminal);
            return ExitCode.USAGE;
        } catch (CommandFailure e) {
            terminal.say("harness: " + e.getMessage());
            e.hint().ifPresent(hint -> terminal.say("hint: " + hint));
            return e.exitCode();
        } catch (Exception e) {
            return Failures.report(e, terminal);
        }
    }

    private static int dispatch(List<String> words, Env env, Terminal plain) throws Exception {
        if (words.isEmpty()
                || words.get(0).equals("--help")
                || words.get(0).equals("-h")
                || words.get(0).equals("help")) {
            return help(words, plain);
        }
        String name = words.get(0);
        Optional<Command> command = Commands.find(name);
        if (command.isEmpty()) {
            String near = Nearest.to(name, Commands.names())
                    .map(known -> "did you mean 'harness " + known + "'?")
                    .orElse("see: harness --help");
            throw CommandFailure.usage("there is no command '" + Visible.text(name) + "'", near);
        }
        Command found = command.get();
        if (words.contains("--help") || words.contains("-h")) {
            Help.command(found.info()).forEach(plain::print);
            return ExitCode.OK;
        }
        Arguments arguments = Arguments.parse(found.info(), words.subList(1, words.size()));
        Terminal terminal = plain.withColour(colour(arguments, env, plain.colour()));
        return found.run(new Command.Invocation(arguments, env, terminal));
    }

    private static int help(List<String> words, Terminal terminal) {
        if (words.size() > 1) {
            Optional<Command> command = Commands.find(words.get(1));
            if (command.isPresent()) {
                Help.command(command.get().info()).forEach(terminal::print);
                return ExitCode.OK;
            }
        }
        List<String> overview = Help.overview(Commands.all());
        if (words.isEmpty()) {
            overview.forEach(terminal::say);
            return ExitCode.USAGE;
        }
        overview.forEach(terminal::print);
        return ExitCode.OK;
    }

    private static boolean colour(Arguments arguments, Env env, boolean possible) {
        String when = arguments.value("color").orElse("auto");
        return switch (when) {
            case "always" -> true;
            case "never" -> false;
            case "auto" -> possible && !env.isSet("NO_COLOR");
            default -> throw CommandFailure.usage("--color takes auto, always or never, not '" + when + "'", "");
        };
    }

    private static Terminal terminal(Env env) {
        String tty = System.getProperty("harness.tty", "");
        boolean dumb = env.get("TERM").orElse("dumb").equals("dumb");
        boolean utf8 = !tty.contains("2")
                || locale(env).toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
        int width = Optional.of(System.getProperty("harness.columns", ""))
                .filter(text -> !text.isEmpty())
                .or(() -> env.get("COLUMNS"))
                .filter(text -> text.matches("[1-9]\\d{1,3}"))
                .map(Integer::parseInt)
                .orElse(100);
        return new Terminal(
                stream(FileDescriptor.out), stream(FileDescriptor.err), tty.contains("2") && !dumb, utf8, width);
    }

    private static String locale(Env env) {
        return env.get("LC_ALL")
                .or(() -> env.get("LC_CTYPE"))
                .or(() -> env.get("LANG"))
                .orElse("");
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
