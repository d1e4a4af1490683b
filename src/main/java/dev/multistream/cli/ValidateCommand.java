package dev.multistream.cli;

import java.util.List;

/** {@code harness validate}: says what is wrong with a file, all at once. */
final class ValidateCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "validate",
                "check a harness.yaml; all problems at once",
                "[FILE]",
                1,
                List.of(Option.many("set", "NAME=VALUE", "give a declared input its value")),
                List.of("Changes nothing. harness lint also says what is allowed but probably not meant."),
                List.of("harness validate", "harness validate ci/nightly.yaml"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        return Checking.check(invocation, false);
    }
}
