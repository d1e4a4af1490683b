package dev.multistream.cli;

import java.util.List;

/** {@code harness lint}: warns of what is allowed but probably not meant. */
final class LintCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "lint",
                "check a harness.yaml and warn of bad habits",
                "[FILE]",
                1,
                List.of(
                        Option.many("set", "NAME=VALUE", "give a declared input its value"),
                        Option.flag("exit-code", "end with 1 when there are warnings")),
                List.of("Changes nothing."),
                List.of("harness lint", "harness lint --exit-code   # in CI"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        return Checking.check(invocation, true);
    }
}
