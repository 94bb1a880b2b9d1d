package com.skyflow.loader.uploader;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

final class PollLoopSimulationTest {
    private static final int SEEDS = 500;
    private static final Path SOURCES = Path.of("src/main/java");

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(PollLoop.class.getPackageName());

    @TempDir
    private Path folder;

    /** Thousands of partitions are lost here, and each time there is a warning. */
    @BeforeAll
    static void muteWarnings() {
        LOGGER.setLevel(Level.ERROR);
    }

    @AfterAll
    static void unmuteWarnings() {
        LOGGER.setLevel(null);
    }

    @Test
    void noOrderOfEventsLosesOrDoublesARow() {
        long repeats = LongStream.range(0, SEEDS).map(PollLoopSimulation::play).sum();
        // The faults happened: without them nothing is sent twice, as the next test shows.
        assertThat(repeats).isGreaterThan(SEEDS);
    }

    @Test
    void cleanStopsAndMovesOfPartitionsRepeatNoRow() {
        assertThat(LongStream.range(0, SEEDS)
                        .map(PollLoopSimulation::playCalmly)
                        .sum())
                .isZero();
    }

    /** Were the simulation blind, it would find nothing here either. */
    @ParameterizedTest
    @CsvSource({
        "highest-finished, is nowhere",
        "broken-off-is-whole, is nowhere",
        "lost-partition-kept, without owning it",
        "lease-without-doubt, without owning its partition"
    })
    void findsABugThatWasSeeded(String bug, String violation) throws Exception {
        Path patched = patch(Path.of("src/test/seeded-bugs", bug + ".patch"));
        try (URLClassLoader classes =
                new URLClassLoader(classPath(compile(patched)), ClassLoader.getPlatformClassLoader())) {
            assertThat(firstViolation(classes))
                    .hasValueSatisfying(found -> assertThat(found).contains(violation));
        }
    }

    private static Optional<String> firstViolation(ClassLoader classes) throws Exception {
        var play = classes.loadClass(PollLoopSimulation.class.getName()).getDeclaredMethod("play", long.class);
        play.setAccessible(true);
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                play.invoke(null, seed);
            } catch (InvocationTargetException e) {
                return Optional.of(String.valueOf(e.getCause()));
            }
        }
        return Optional.empty();
    }

    /** The sources that a patch changes, changed. */
    private Path patch(Path patch) throws Exception {
        Path sources = folder.resolve("sources");
        for (String line : Files.readAllLines(patch)) {
            if (line.startsWith("--- a/")) {
                Path file = Path.of(line.substring("--- a/".length()));
                Files.createDirectories(sources.resolve(file).getParent());
                Files.copy(SOURCES.resolve(file), sources.resolve(file));
            }
        }
        Process git = new ProcessBuilder("git", "apply", patch.toAbsolutePath().toString())
                .directory(sources.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(said).isZero();
        return sources;
    }

    private Path compile(Path sources) throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(sources)) {
            List<String> options =
                    List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
            List<Path> java = found.filter(Files::isRegularFile).toList();
            assertThat(java).isNotEmpty();
            assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                            .call())
                    .isTrue();
        }
        return classes;
    }

    private static URL[] classPath(Path first) {
        return Stream.concat(
                        Stream.of(first),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(Path::of))
                .map(PollLoopSimulationTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
