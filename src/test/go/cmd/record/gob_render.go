package main

import (
	"encoding"
	"encoding/gob"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

// render shows a value as a gob reader that knows nothing of Go sees it: zero fields are absent, pointers are flattened.
// Map entries are sorted.
func render(value any) string {
	v := reflect.ValueOf(value)
	if v.Kind() == reflect.Pointer && v.Elem().Kind() == reflect.Interface {
		return renderValue(v.Elem())
	}
	return renderValue(v)
}

// opaque gives the bytes of a type with an encoder of its own.
func opaque(v reflect.Value) (string, bool) {
	if v.Kind() != reflect.Pointer && v.CanInterface() {
		p := reflect.New(v.Type())
		p.Elem().Set(v)
		v = p
	}
	if e, ok := v.Interface().(gob.GobEncoder); ok {
		data, err := e.GobEncode()
		return fmt.Sprintf("gob x%x", data), err == nil
	}
	if e, ok := v.Interface().(encoding.BinaryMarshaler); ok {
		data, err := e.MarshalBinary()
		return fmt.Sprintf("binary x%x", data), err == nil
	}
	return "", false
}

func isOpaque(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[gob.GobEncoder]()) || p.Implements(reflect.TypeFor[encoding.BinaryMarshaler]())
}

func renderValue(v reflect.Value) string {
	if v.Kind() != reflect.Pointer && v.Kind() != reflect.Interface {
		if s, ok := opaque(v); ok {
			return s
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		return renderValue(v.Elem())
	case reflect.Interface:
		if v.IsNil() {
			return "nil"
		}
		return "any(" + registeredName(v.Elem().Type()) + ", " + renderValue(v.Elem()) + ")"
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return "int " + strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "uint " + strconv.FormatUint(v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return fmt.Sprintf("float %016x", math.Float64bits(v.Float()))
	case reflect.Complex64, reflect.Complex128:
		return fmt.Sprintf("complex %016x %016x", math.Float64bits(real(v.Complex())), math.Float64bits(imag(v.Complex())))
	case reflect.String:
		return fmt.Sprintf("%x", strings.ToValidUTF8(v.String(), "\uFFFD")) + "s"
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
			return fmt.Sprintf("x%x", v.Bytes())
		}
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = renderValue(v.Index(i))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Map:
		var parts []string
		for _, key := range v.MapKeys() {
			parts = append(parts, renderValue(key)+": "+renderValue(v.MapIndex(key)))
		}
		sort.Strings(parts)
		return "map{" + strings.Join(parts, ", ") + "}"
	case reflect.Struct:
		var parts []string
		for i := range v.NumField() {
			if field, sent := renderField(v.Field(i), v.Type().Field(i)); sent {
				parts = append(parts, field)
			}
		}
		return v.Type().Name() + "{" + strings.Join(parts, ", ") + "}"
	}
	panic("cannot show " + v.Type().String())
}

func renderField(v reflect.Value, f reflect.StructField) (string, bool) {
	if !f.IsExported() {
		return "", false
	}
	pointer := v.Kind() == reflect.Pointer
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "", false
		}
		v = v.Elem()
	}
	if isOpaque(v.Type()) {
		if v.IsZero() && !pointer {
			return "", false
		}
		return f.Name + ": " + renderValue(v), true
	}
	switch v.Kind() {
	case reflect.Struct, reflect.Array:
	case reflect.Slice:
		if v.Len() == 0 {
			return "", false
		}
	case reflect.Map, reflect.Interface:
		if v.IsNil() {
			return "", false
		}
	case reflect.Float64, reflect.Float32:
		if v.Float() == 0 {
			return "", false
		}
	default:
		if v.IsZero() {
			return "", false
		}
	}
	return f.Name + ": " + renderValue(v), true
}

func registeredName(t reflect.Type) string {
	return strings.TrimPrefix(strings.TrimPrefix(t.String(), "main."), "rpc.")
}
