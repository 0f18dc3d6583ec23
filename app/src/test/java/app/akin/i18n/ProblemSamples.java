package app.akin.i18n;

import app.akin.core.photo.Device;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Problem;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/// One instance of each problem, whose members all have different texts.
public final class ProblemSamples {
  private ProblemSamples() {}

  /// Returns an instance of every record that [Problem] permits, in the order of their names.
  public static Stream<Problem> all() {
    return records(Problem.class).map(type -> sample(type.asSubclass(Problem.class)));
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ProblemSamples::records)
        : Stream.of(type);
  }

  private static Problem sample(Class<? extends Problem> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] members = new Object[components.length];
    for (int i = 0; i < members.length; i++) {
      members[i] = member(components[i].getType(), i);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<? extends Problem> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(members);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object member(Class<?> type, int index) {
    if (type == Path.class) {
      return Path.of("path" + index);
    }
    if (type == int.class) {
      return 4711 + index;
    }
    if (type == long.class) {
      return 123_456L + index;
    }
    if (type == Device.class) {
      return Device.CUDA;
    }
    if (type == FailureKind.class) {
      return FailureKind.DAMAGED;
    }
    return "argument" + index;
  }
}
