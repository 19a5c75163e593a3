package dev.portals.desktop;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.portals.desktop");

    @Test
    void controllersAndModelsKnowNoScreen() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .or()
                .haveSimpleNameEndingWith("Model")
                .or()
                .haveSimpleNameEndingWith("Presenter")
                .should()
                .dependOnClassesThat(resideInAnyPackage("javafx..", "atlantafx.."))
                .check(OURS);
    }

    @Test
    void onlyThePlatformKnowsTheBusAndAwt() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.portals.desktop.platform..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.freedesktop..", "java.awt.."))
                .check(OURS);
    }
}
