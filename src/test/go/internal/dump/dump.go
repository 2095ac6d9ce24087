// Package dump writes a Go value as text that differs whenever the values differ, however little: nil from empty, a zone
// from another with the same instant, a byte of raw JSON.
package dump

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
	"time"
)

// Of is one line for each leaf of the value: its path, " = ", and what is there.
func Of(name string, value any) string {
	var out strings.Builder
	write(&out, name, reflect.ValueOf(value))
	return out.String()
}

func write(out *strings.Builder, path string, v reflect.Value) {
	line := func(format string, args ...any) {
		fmt.Fprintf(out, "%s = %s\n", path, fmt.Sprintf(format, args...))
	}
	if v.IsValid() && v.Type() == reflect.TypeFor[time.Time]() && v.CanInterface() {
		line("%s", instant(v.Interface().(time.Time)))
		return
	}
	switch v.Kind() {
	case reflect.Invalid:
		line("nothing")
	case reflect.String:
		line("%q", v.String())
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			line("nil")
			return
		}
		write(out, path+"*", v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			write(out, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Map:
		writeMap(out, path, v)
	case reflect.Slice:
		switch {
		case v.IsNil():
			line("nil")
		case v.Type().Elem().Kind() == reflect.Uint8:
			line("bytes %q", v.Bytes())
		default:
			line("%d elements", v.Len())
			writeElements(out, path, v)
		}
	case reflect.Array:
		writeElements(out, path, v)
	case reflect.Bool:
		line("%t", v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		line("%d", v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		line("%d", v.Uint())
	case reflect.Float32, reflect.Float64:
		line("%g", v.Float())
	default:
		line("a %s", v.Type())
	}
}

func writeElements(out *strings.Builder, path string, v reflect.Value) {
	for i := range v.Len() {
		write(out, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
	}
}

func writeMap(out *strings.Builder, path string, v reflect.Value) {
	if v.IsNil() {
		fmt.Fprintf(out, "%s = nil\n", path)
		return
	}
	fmt.Fprintf(out, "%s = %d entries\n", path, v.Len())
	keys := v.MapKeys()
	sort.Slice(keys, func(a, b int) bool { return keys[a].String() < keys[b].String() })
	for _, key := range keys {
		write(out, fmt.Sprintf("%s[%q]", path, key.String()), v.MapIndex(key))
	}
}

// instant tells the zone by its kind as well, since UTC, a local zone at offset 0 and a fixed one travel differently.
func instant(t time.Time) string {
	if t == (time.Time{}) {
		return "zero time"
	}
	_, offset := t.Zone()
	kind := "fixed"
	switch t.Location() {
	case time.UTC:
		kind = "UTC"
	case time.Local:
		kind = "local"
	}
	return fmt.Sprintf("%d.%09d offset %d %s", t.Unix(), t.Nanosecond(), offset, kind)
}
