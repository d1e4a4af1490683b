package dev.multistream.run;

/**
 * Who acted.
 *
 * @param source where the name comes from: {@code GITHUB_ACTOR}, {@code BUILD_USER_ID}, {@code os}, {@code page}
 */
public record Actor(String name, String source) {
    @Override
    public String toString() {
        return name + " (" + source + ")";
    }
}
