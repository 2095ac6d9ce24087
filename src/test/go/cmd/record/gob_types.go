package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"reflect"
	"strings"
)

// wireType has the shape of gob's own, whose id is 16; so gob decodes definitions into it.
type wireType struct {
	ArrayT *struct {
		CommonType common
		Elem, Len  int
	}
	SliceT *struct {
		CommonType common
		Elem       int
	}
	StructT *struct {
		CommonType common
		Field      []common
	}
	MapT *struct {
		CommonType common
		Key, Elem  int
	}
	GobEncoderT, BinaryMarshalerT, TextMarshalerT *struct{ CommonType common }
}

type common struct {
	Name string
	Id   int
}

// describer collects the described types with the ids that this process gave them, as GobTypes reads them.
type describer struct {
	lines   []string
	seen    map[int]bool
	spelled map[string]bool
	names   map[int]string
}

func newDescriber() *describer {
	return &describer{seen: map[int]bool{}, spelled: map[string]bool{}, names: map[int]string{}}
}

func (d *describer) text() string {
	return "# Written by src/test/go/cmd/record: Go's own ids.\n" + strings.Join(d.lines, "\n") + "\n"
}

func (d *describer) add(value any) error {
	v := reflect.ValueOf(value)
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	var stream bytes.Buffer
	if err := gob.NewEncoder(&stream).Encode(v.Interface()); err != nil {
		return err
	}
	definitions := map[int]wireType{}
	for data := stream.Bytes(); len(data) > 0; {
		length, width := readUint(data)
		message := data[width : width+int(length)]
		data = data[width+int(length):]
		bits, width := readUint(message)
		if bits&1 == 0 {
			d.describe(v.Type(), int(bits>>1), definitions)
			return nil
		}
		if message[0] == 0x10 {
			return nil
		}
		var definition wireType
		body := append([]byte{0x20}, message[width:]...)
		if err := gob.NewDecoder(bytes.NewReader(append(encodeUint(len(body)), body...))).Decode(&definition); err != nil {
			return err
		}
		definitions[int(^(bits>>1))*-1] = definition
	}
	return nil
}

func (d *describer) describe(t reflect.Type, id int, definitions map[int]wireType) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	basic := map[int]string{1: "bool", 2: "int", 3: "uint", 4: "float", 5: "bytes", 6: "string", 7: "complex", 8: "any"}
	if name, ok := basic[id]; ok {
		return name
	}
	definition, ok := definitions[id]
	if !ok {
		return ""
	}
	name := strings.TrimPrefix(t.String(), "main.")
	if t.Name() == "" && t.Kind() == reflect.Struct {
		name = "anonymous"
	}
	first := !d.seen[id]
	d.seen[id] = true
	switch {
	case definition.StructT != nil:
		if !first {
			return name
		}
		lines := []string{fmt.Sprintf("struct %d %s wire=%s", id, name, definition.StructT.CommonType.Name)}
		place := len(d.lines)
		d.lines = append(d.lines, "")
		next := 0
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() {
				continue
			}
			pointer := ""
			if f.Type.Kind() == reflect.Pointer {
				pointer = " pointer"
			}
			lines = append(lines, fmt.Sprintf("  %s %s %s%s", f.Name, f.Name, d.describe(f.Type, definition.StructT.Field[next].Id, definitions), pointer))
			next++
		}
		d.lines[place] = strings.Join(lines, "\n")
		return name
	case definition.GobEncoderT != nil:
		return d.opaque(first, id, name, "gob", definition.GobEncoderT.CommonType.Name)
	case definition.BinaryMarshalerT != nil:
		return d.opaque(first, id, name, "binary", definition.BinaryMarshalerT.CommonType.Name)
	case definition.SliceT != nil:
		return d.composite(first, id, "[]"+star(t.Elem())+d.describe(t.Elem(), definition.SliceT.Elem, definitions), definition.SliceT.CommonType.Name)
	case definition.ArrayT != nil:
		return d.composite(first, id, fmt.Sprintf("[%d]%s%s", t.Len(), star(t.Elem()), d.describe(t.Elem(), definition.ArrayT.Elem, definitions)), definition.ArrayT.CommonType.Name)
	}
	return d.composite(first, id, "map["+d.describe(t.Key(), definition.MapT.Key, definitions)+"]"+d.describe(t.Elem(), definition.MapT.Elem, definitions), definition.MapT.CommonType.Name)
}

func star(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		return "*"
	}
	return ""
}

func (d *describer) opaque(first bool, id int, name, encoding, wire string) string {
	if first {
		d.lines = append(d.lines, fmt.Sprintf("opaque %d %s %s wire=%s", id, name, encoding, wire))
	}
	return name
}

// composite gives a type a name of its own when another one is written in the same way.
func (d *describer) composite(first bool, id int, spelled, wire string) string {
	if first {
		line := fmt.Sprintf("composite %d %s wire=%s", id, spelled, strings.ReplaceAll(wire, " ", ""))
		d.names[id] = spelled
		if d.spelled[spelled] {
			d.names[id] = fmt.Sprintf("composite.%d", id)
			line += " name=" + d.names[id]
		}
		d.spelled[spelled] = true
		d.lines = append(d.lines, line)
	}
	return d.names[id]
}

func readUint(data []byte) (uint64, int) {
	if data[0] < 128 {
		return uint64(data[0]), 1
	}
	width := -int(int8(data[0]))
	var x uint64
	for _, b := range data[1 : 1+width] {
		x = x<<8 | uint64(b)
	}
	return x, 1 + width
}

func encodeUint(n int) []byte {
	if n < 128 {
		return []byte{byte(n)}
	}
	return []byte{0xfe, byte(n >> 8), byte(n)}
}
