import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gradle.api.Project;
import org.gradle.testfixtures.ProjectBuilder;

/** Has Gradle evaluate a project's build script and writes down its class path at run time. */
public class Resolve {

  public static void main(String[] arguments) throws Exception {
    File folder = new File(arguments[0]).getAbsoluteFile();
    Project project =
        ProjectBuilder.builder()
            .withProjectDir(folder)
            .withGradleUserHomeDir(new File(folder, "gradle-home"))
            .build();
    project.apply(Map.of("from", "build.gradle"));
    String classPath = project.getConfigurations().getByName("runtimeClasspath").getAsPath();
    Files.writeString(Path.of(arguments[1]), classPath);
    System.exit(0); // Gradle's threads would wait for more
  }
}
