package app.akin.core.embed.torchscript;

import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value of a TorchScript program as an archive holds it.
public sealed interface ScriptValue {
  /// A dense tensor.
  ///
  /// @param type the number format
  /// @param shape the sizes, outermost first
  /// @param bytes the elements, little-endian and row-major; borrowed, and read while the archive
  ///   is written
  record Tensor(ElementType type, List<Long> shape, MemorySegment bytes) implements ScriptValue {
    /// Checks that the bytes fit the shape.
    public Tensor {
      shape = List.copyOf(shape);
      if (elements(shape) * type.bytes() != bytes.byteSize()) {
        throw new IllegalArgumentException(
            shape + " of " + type + " with " + bytes.byteSize() + " bytes");
      }
    }

    /// The number of elements.
    long elements() {
      return elements(shape);
    }

    private static long elements(List<Long> shape) {
      return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }
  }

  /// A tuple.
  ///
  /// @param items the members in order
  record Tuple(List<ScriptValue> items) implements ScriptValue {
    /// Takes a copy.
    public Tuple {
      items = List.copyOf(items);
    }

    /// The tuple of these members.
    public static Tuple of(ScriptValue... items) {
      return new Tuple(List.of(items));
    }
  }

  /// A module whose attributes lie in the archive as they are. The attribute `training`, which
  /// every class must declare, is added as false.
  ///
  /// @param type the class's name in the program
  /// @param attributes the values of the class's attributes
  record Module(String type, Map<String, ScriptValue> attributes) implements ScriptValue {
    /// Takes a copy that keeps the order.
    public Module {
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
  }

  /// A module that sets itself up while it is loaded: its class has `__setstate__` for this state
  /// and `__getstate__` that gives one of the same type.
  ///
  /// @param type the class's name in the program
  /// @param state what `__setstate__` is given
  record Restored(String type, ScriptValue state) implements ScriptValue {}
}
