package dev.multistream.cli;

/*
 * The short path.
 *
 * `harness --version` is asked by scripts and by people who wait for it, so it is answered here before any other class
 * of the program or of a library is loaded.
 */

/** The entry of the program. */
public final class Main {
    static final String VERSION = "0.1.0";

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] words) {
        if (words.length == 1 && (words[0].equals("--version") || words[0].equals("-V"))) {
            System.out.println("harness " + VERSION);
            return;
        }
        int code = Program.run(words);
        System.out.flush();
        System.err.flush();
        System.exit(code);
    }
}
