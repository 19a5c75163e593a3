package dev.portals.command;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four floors and their arrows: each floor uses only floors below it. */
class ArchitectureTest {
    /** What each part may use of ours besides itself. */
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "vault", Set.of(),
            "core", Set.of("vault"),
            "transport", Set.of("vault", "core"),
            "engine", Set.of("vault", "core", "transport"),
            "orchestrator", Set.of("vault", "core", "transport"),
            "command", Set.of("vault", "core", "transport", "engine", "orchestrator"));

    private static final List<String> SOURCE_FOLDERS =
            List.of("vault", "core", "transport", "app/engine", "app/orchestrator", "app/command");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.portals");

    @ParameterizedTest
    @ValueSource(strings = {"vault", "core", "transport", "engine", "orchestrator", "command"})
    void eachPartUsesOnlyWhatStandsBelowIt(String part) {
        DescribedPredicate<JavaClass> refused = ARROWS.keySet().stream()
                .filter(other -> !other.equals(part) && !ARROWS.get(part).contains(other))
                .map(ArchitectureTest::in)
                .reduce(DescribedPredicate.alwaysFalse(), (one, other) -> one.or(other));
        noClasses()
                .that(in(part))
                .should()
                .dependOnClassesThat(refused)
                .as(part + " uses of ours only " + ARROWS.get(part))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void everyClassBelongsToAPart() {
        assertThat(OURS)
                .extracting(JavaClass::getPackageName)
                .allMatch(name -> ARROWS.keySet().stream()
                        .map(part -> "dev.portals." + part)
                        .anyMatch(part -> name.equals(part) || name.startsWith(part + ".")));
    }

    @Test
    void coreUsesOfNettyOnlyItsBuffers() {
        noClasses()
                .that(in("core"))
                .should()
                .dependOnClassesThat(resideInAPackage("io.netty..")
                        .and(DescribedPredicate.not(resideInAnyPackage("io.netty.buffer..", "io.netty.util.."))))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault", "core"})
    void whatStandsBelowTransportKnowsNoSockets(String part) {
        noClasses()
                .that(in(part))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("java.net.http..")
                                .or(nameMatching("java\\.net\\.(\\w*Socket|\\w*URLConnection)"))
                                .or(
                                        nameMatching(
                                                "java\\.nio\\.channels\\.(\\w*SocketChannel|\\w*DatagramChannel|Selector|SelectionKey)")))
                .as(part + " knows no sockets")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIsFor() {
        assertThat(SOURCE_FOLDERS.stream()
                        .map(folder -> Path.of("../..", folder, "src/main/java"))
                        .filter(Files::isDirectory)
                        .flatMap(folder -> packagesUnder(folder).stream()))
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .exists()
                        .content()
                        .contains("/**", "@NullMarked"));
    }

    private static Set<Path> packagesUnder(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .map(Path::getParent)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DescribedPredicate<JavaClass> in(String part) {
        return resideInAPackage("dev.portals." + part + "..");
    }
}
