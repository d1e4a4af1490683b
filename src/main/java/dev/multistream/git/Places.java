package dev.multistream.git;

import java.io.IOException;
import java.nio.file.Path;

/** Paths made comparable with those that git prints. */
final class Places {
    private Places() {}

    /** The path with every link in it resolved, as far down as it exists. */
    static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            Path parent = absolute.getParent();
            Path name = absolute.getFileName();
            return parent == null || name == null ? absolute : real(parent).resolve(name);
        }
    }
}
