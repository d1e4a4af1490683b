package dev.multistream.config;

/**
 * Where in a document something stands: its position, and its path such as {@code streams.auth.needs[0]}.
 *
 * @param path empty for the document itself
 */
record Where(Spot at, String path) {
    static final Where START = new Where(Spot.START, "");

    /** The last piece of the path, such as {@code needs[0]}. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** How messages call the thing: its name in backquotes. */
    String shown() {
        return path.isEmpty() ? "the file" : "`" + name() + "`";
    }

    /** The path of a key below this one. */
    static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
