package com.skyflow.loader.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java program to start as a child process, on the JDK and the class path of the test.
 *
 * @param main its main class
 * @param arguments its arguments
 * @param jvm options of the JVM
 * @param environment variables besides those of the test
 * @param folder where it works; its output goes there too
 */
public record JavaCommand(
        Class<?> main, List<String> arguments, List<String> jvm, Map<String, String> environment, Path folder) {
    public JavaCommand {
        arguments = List.copyOf(arguments);
        jvm = List.copyOf(jvm);
        environment = Map.copyOf(environment);
    }

    public static JavaCommand of(Class<?> main, Path folder, String... arguments) {
        return new JavaCommand(main, List.of(arguments), List.of(), Map.of(), folder);
    }

    /** The same with JVM options, such as {@code -Xmx128m}. */
    public JavaCommand jvm(String... options) {
        return new JavaCommand(main, arguments, List.of(options), environment, folder);
    }

    /** The same with environment variables. */
    public JavaCommand environment(Map<String, String> variables) {
        return new JavaCommand(main, arguments, jvm, variables, folder);
    }

    public ChildProcess start() {
        return ChildProcess.start(builder(), folder);
    }

    /** Starts it with a file as its standard input. */
    public ChildProcess start(Path input) {
        return ChildProcess.start(builder().redirectInput(input.toFile()), folder);
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(line()).directory(folder.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    /** The command line, for a test that starts it through another program. */
    public List<String> line() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }
}
