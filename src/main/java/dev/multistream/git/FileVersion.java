package dev.multistream.git;

import java.util.regex.Pattern;

/**
 * A file's content and mode as a tree names them.
 *
 * @param mode six octal digits: 100644, 100755 (executable), 120000 (symbolic link), 160000 (submodule)
 * @param object the full name of the blob (of the commit, for a submodule)
 */
public record FileVersion(String mode, String object) {
    private static final Pattern OBJECT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern MODE = Pattern.compile("[0-7]{6}");

    public FileVersion {
        if (!MODE.matcher(mode).matches() || !OBJECT.matcher(object).matches()) {
            throw new IllegalArgumentException("not a mode and an object name: '" + mode + " " + object + "'");
        }
    }

    /** Whether it is a file with content, not a link or a submodule. */
    public boolean isRegular() {
        return mode.startsWith("100");
    }
}
