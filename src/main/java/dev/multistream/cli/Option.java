package dev.multistream.cli;

/**
 * An option of a command.
 *
 * @param name without dashes
 * @param value what stands for its value in the help, such as {@code FILE}; empty for a switch
 * @param many whether it may be given several times, or take several values separated by commas
 */
record Option(String name, String value, boolean many, String description) {
    static Option flag(String name, String description) {
        return new Option(name, "", false, description);
    }

    static Option of(String name, String value, String description) {
        return new Option(name, value, false, description);
    }

    static Option many(String name, String value, String description) {
        return new Option(name, value, true, description);
    }

    boolean takesValue() {
        return !value.isEmpty();
    }

    String usage() {
        return "--" + name + (takesValue() ? " " + value : "");
    }
}
