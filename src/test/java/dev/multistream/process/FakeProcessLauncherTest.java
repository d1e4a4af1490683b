package dev.multistream.process;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

class FakeProcessLauncherTest extends ProcessLauncherContract {
    private final FakeProcessLauncher fake = new FakeProcessLauncher();

    @Override
    ProcessLauncher launcher() {
        return fake;
    }

    @Override
    List<String> printing(String text, int exitCode) {
        fake.with("printing", (spec, out) -> {
            out.println(text);
            return exitCode;
        });
        return List.of("printing");
    }

    @Override
    List<String> printingVariable(String name) {
        fake.with("variable", (spec, out) -> {
            out.println(spec.environment().get(name));
            return 0;
        });
        return List.of("variable");
    }

    @Override
    List<String> echoing() {
        fake.with("echoing", (spec, out) -> {
            out.print(new String(spec.input().orElseThrow(), StandardCharsets.UTF_8));
            return 0;
        });
        return List.of("echoing");
    }

    @Override
    List<String> endless() {
        fake.with("endless", (spec, out) -> {
            new CountDownLatch(1).await();
            return 0;
        });
        return List.of("endless");
    }
}
