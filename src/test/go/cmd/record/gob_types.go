package main

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
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

// describer collects the described types with the ids that this process gave them, as the JSON that GobTypes reads.
type describer struct {
	types   []*goType
	seen    map[int]bool
	spelled map[string]bool
	names   map[int]string
}

type goType struct {
	Name     string    `json:"name"`
	ID       int       `json:"id"`
	Kind     string    `json:"kind"`
	Wire     string    `json:"wire"`
	Encoding string    `json:"encoding,omitempty"`
	Length   int       `json:"length,omitempty"`
	Key      string    `json:"key,omitempty"`
	Element  string    `json:"element,omitempty"`
	Fields   []goField `json:"fields,omitempty"`
}

type goField struct {
	Name    string `json:"name"`
	JSON    string `json:"json"`
	Pointer bool   `json:"pointer,omitempty"`
	Type    string `json:"type"`
}

func newDescriber() *describer {
	return &describer{seen: map[int]bool{}, spelled: map[string]bool{}, names: map[int]string{}}
}

func (d *describer) text() (string, error) {
	lines := make([]string, len(d.types))
	for i, t := range d.types {
		line, err := json.Marshal(t)
		if err != nil {
			return "", err
		}
		lines[i] = string(line)
	}
	return "{\"about\":\"Written by src/test/go/cmd/record: Go's own ids.\",\n\"types\":[\n" + strings.Join(lines, ",\n") + "\n]}\n", nil
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
		described := &goType{Name: name, ID: id, Kind: "struct", Wire: definition.StructT.CommonType.Name}
		d.types = append(d.types, described)
		next := 0
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() {
				continue
			}
			described.Fields = append(described.Fields, goField{
				Name:    f.Name,
				JSON:    f.Name,
				Pointer: f.Type.Kind() == reflect.Pointer,
				Type:    d.describe(f.Type, definition.StructT.Field[next].Id, definitions),
			})
			next++
		}
		return name
	case definition.GobEncoderT != nil:
		return d.opaque(first, id, name, "gob", definition.GobEncoderT.CommonType.Name)
	case definition.BinaryMarshalerT != nil:
		return d.opaque(first, id, name, "binary", definition.BinaryMarshalerT.CommonType.Name)
	case definition.SliceT != nil:
		element := d.describe(t.Elem(), definition.SliceT.Elem, definitions)
		return d.composite(first, "[]"+star(t.Elem())+element, &goType{ID: id, Kind: "slice", Wire: definition.SliceT.CommonType.Name, Element: element})
	case definition.ArrayT != nil:
		element := d.describe(t.Elem(), definition.ArrayT.Elem, definitions)
		return d.composite(first, fmt.Sprintf("[%d]%s%s", t.Len(), star(t.Elem()), element), &goType{ID: id, Kind: "array", Wire: definition.ArrayT.CommonType.Name, Length: t.Len(), Element: element})
	}
	key := d.describe(t.Key(), definition.MapT.Key, definitions)
	element := d.describe(t.Elem(), definition.MapT.Elem, definitions)
	return d.composite(first, "map["+key+"]"+element, &goType{ID: id, Kind: "map", Wire: definition.MapT.CommonType.Name, Key: key, Element: element})
}

func star(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		return "*"
	}
	return ""
}

func (d *describer) opaque(first bool, id int, name, encoding, wire string) string {
	if first {
		d.types = append(d.types, &goType{Name: name, ID: id, Kind: "opaque", Wire: wire, Encoding: encoding})
	}
	return name
}

// composite gives a type a name of its own when another one is written in the same way.
func (d *describer) composite(first bool, spelled string, described *goType) string {
	if first {
		described.Name = spelled
		if d.spelled[spelled] {
			described.Name = fmt.Sprintf("composite.%d", described.ID)
		}
		described.Wire = strings.ReplaceAll(described.Wire, " ", "")
		d.names[described.ID] = described.Name
		d.spelled[spelled] = true
		d.types = append(d.types, described)
	}
	return d.names[described.ID]
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
