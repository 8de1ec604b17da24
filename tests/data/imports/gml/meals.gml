# written by hand
Creator "a test"
graph
[
  directed 1
  node
  [
    id 0
    label "Head cook"
    type "Person"
    age 50
  ]
  node
  [
    id 1
    name "Waste audit &quot;2019&quot;"
    type "EvidenceItem"
  ]
  node [ id 2 LabelGraphics [ text "Council" ] graphics [ x 200.0 y 0.0 ] isGroup 1 ]
  node [ id 3 label "Café" gid 2 tag "a" tag "b" ]
  edge
  [
    source 0
    target 1
    label "produced"
    weight 2.5e0
  ]
  edge [ source 0 target 1 label "read" ]
  edge [ source 3 target 2 LabelGraphics [ text "belongs to" ] graphics [ Line [ point [ x 1 y 2 ] ] ] ]
  edge [ source 3 target 9 ]
]
