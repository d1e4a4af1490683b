package dev.multistream.config;

/** Ends the building of a YAML tree that cannot go on; never leaves {@link YamlDocument}. */
final class YamlRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Where where;
    private final String code;
    private final String hint;

    YamlRefused(Where where, String code, String message, String hint) {
        super(message, null, false, false);
        this.where = where;
        this.code = code;
        this.hint = hint;
    }

    /** What is wrong, in one sentence. */
    String message() {
        return String.valueOf(getMessage());
    }

    Where where() {
        return where;
    }

    String code() {
        return code;
    }

    String hint() {
        return hint;
    }
}
