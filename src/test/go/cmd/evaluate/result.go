package main

import (
	"encoding/json"
	"strconv"
	"strings"
)

// A result is written as a kind, a colon and a value: "nil:", "bool:true", "int:5", "int64:5", "float64:NaN",
// "string:text", "floats:1,NaN" for a []float64, or "json:{...}".
func parseResult(text string) any {
	kind, value, _ := strings.Cut(text, ":")
	switch kind {
	case "nil":
		return nil
	case "bool":
		return value == "true"
	case "int":
		return int(integer(value))
	case "int64":
		return integer(value)
	case "float64":
		return float(value)
	case "string":
		return value
	case "floats":
		floats := []float64{}
		for _, one := range strings.Split(value, ",") {
			floats = append(floats, float(one))
		}
		return floats
	case "json":
		var result any
		if err := json.Unmarshal([]byte(value), &result); err != nil {
			panic(err)
		}
		return result
	}
	panic("unknown kind of result: " + kind)
}

func integer(text string) int64 {
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return value
}

func float(text string) float64 {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return value
}
